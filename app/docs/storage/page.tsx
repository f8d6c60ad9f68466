import type { Metadata } from "next";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { StorageModes } from "@/components/docs/storage-modes";
import { CodeBlock } from "@/components/ui/code-block";

export const metadata: Metadata = { title: "How secrets are stored" };

const NEW_KEY = "openssl rand -base64 32";
const AFTER_ROLL_OVER = `npm run admin -- kek roll-over
4185 wrapped with v2, 0 left.
v2      4171 secret(s), 11 second factor(s), 3 webhook secret(s)  newest
May be dropped from LATCHKEY_KEK: v1`;

export default function StorageDocs() {
  return (
    <DocPage
      path="/docs/storage"
      title="How secrets are stored"
      intro={
        <p>
          For the operator of this deployment: which of the two storage modes to choose, and what each costs. The mode
          is one for the whole deployment.
        </p>
      }
    >
      <WideSection id="modes" title="The two modes">
        <StorageModes />
      </WideSection>

      <DocSection id="choose" title="Which to choose">
        <p>
          Stay with irretrievable, which is the default. Rotating a key gives a new secret while the old one goes on
          working, so that a lost secret costs its owner minutes and no downtime, and you hold nothing worth stealing.
        </p>
        <p>Choose retrievable when both are true:</p>
        <ul>
          <li>Your customers have to read a secret again that they cannot replace, such as one set in many devices.</li>
          <li>
            You can keep LATCHKEY_KEK where the database and its backups are not: in a secrets manager, as a rule.
          </li>
        </ul>
        <p>
          In both modes a gateway verifies by the hash alone. A plaintext is in the answer that makes or reveals it, and
          never in the database, a log, a cache or a page that is loaded again.
        </p>
      </DocSection>

      <DocSection
        id="pepper"
        title="A pepper for the hashes"
        sample={
          <Sample title="On every process, gateways included">
            <CodeBlock code={`LATCHKEY_PEPPERS=v1:<output of: ${NEW_KEY}>`} label="pepper setting" wrap />
          </Sample>
        }
      >
        <p>
          With LATCHKEY_PEPPERS secrets are hashed with HMAC and a key that is not in the database: a copy of the
          database alone then cannot even confirm a secret that somebody has found. To roll it, add a higher version on
          every gateway first, then where the dashboard runs. Keep each version for as long as secrets made with it
          live.
        </p>
      </DocSection>

      <DocSection
        id="kek"
        title="The key-encryption key"
        sample={
          <Sample title="Where the dashboard and the worker run; no gateway needs it">
            <CodeBlock code={`LATCHKEY_KEK=v1:<output of: ${NEW_KEY}>`} label="key-encryption key setting" wrap />
          </Sample>
        }
      >
        <p>
          Each sealed secret has a data key of its own (AES-256-GCM), and LATCHKEY_KEK wraps that. The envelope is bound
          to its team, its key and its secret, so that one put into another row opens nothing. Second factors are sealed
          the same way, in both modes.
        </p>
        <ul>
          <li>
            Started from a checkout, one is made in the data folder. With <code>NODE_ENV=production</code> and{" "}
            <code>DATABASE_URL</code> set, none is: set it yourself, the same on every dashboard.
          </li>
          <li>Back it up, apart from the database. What it sealed is lost without it; keys go on being verified.</li>
          <li>
            A dump that somebody else is to work with needs no envelopes:{" "}
            <code>pg_dump --exclude-table-data=sealed_secrets</code>
          </li>
          <li>
            When a version is missing, a reveal answers that LATCHKEY_KEK lacks it. Add it again and nothing was lost.
          </li>
        </ul>
      </DocSection>

      <DocSection
        id="roll-over"
        title="Roll it over"
        sample={
          <>
            <Sample title="1. Add a version, keep the old one">
              <CodeBlock code={"LATCHKEY_KEK=v1:<as it was>,v2:<a new one>"} label="two versions" wrap />
            </Sample>
            <Sample title="3. Look whether something is left">
              <CodeBlock code={AFTER_ROLL_OVER} label="roll-over" wrap />
            </Sample>
          </>
        }
      >
        <ol>
          <li>
            Add a higher version to LATCHKEY_KEK and restart the dashboards. The newest version seals, all of them open.
          </li>
          <li>
            The worker wraps everything sealed under an older version with the newest, within a minute. No secret is
            decrypted, no verification notices, and it may be interrupted.
          </li>
          <li>
            <code>npm run admin -- kek roll-over</code> does it at once and says what is left; <code>kek status</code>{" "}
            only looks. When an old version has nothing left, drop it.
          </li>
        </ol>
        <p>
          With several dashboards, those that lack the new version cannot open what it has sealed until they are
          restarted. After a theft of LATCHKEY_KEK a roll-over is not enough: copies of the database open with the old
          key. Rotate the keys, too.
        </p>
      </DocSection>

      <DocSection id="switch" title="Change the mode">
        <p>
          To retrievable: secrets made from then on can be shown again. Those made before stay hashes, until their keys
          are rotated.
        </p>
        <p>
          Back to irretrievable: nothing is sealed or shown any more. Forget what is sealed on the operator&apos;s page,
          or with <code>npm run admin -- secrets forget</code>; the secrets go on working. Copies of the database from
          before still hold the envelopes.
        </p>
        <p>
          A sealed form also goes with its secret: when the key is revoked or the secret ends, and 30 days after a key
          has expired.
        </p>
      </DocSection>
    </DocPage>
  );
}
