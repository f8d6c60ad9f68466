import type { Metadata } from "next";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { DocTable } from "@/components/docs/doc-table";
import { NEW_SECRET, TWO_PEPPERS } from "@/components/docs/samples/operate-samples";
import { CodeBlock } from "@/components/ui/code-block";

export const metadata: Metadata = { title: "Secrets of the product" };

const SECRETS = [
  ["NEXTAUTH_SECRET", "Seals the dashboard's cookies.", "Everybody signs in again."],
  [
    "LATCHKEY_KEK",
    "Wraps what is sealed: retrievable secrets, second factors, webhook secrets.",
    "Nothing, when rolled over.",
  ],
  ["LATCHKEY_PEPPERS", "Is part of every key's hash.", "Nothing, when a version is added."],
  ["DATABASE_URL", "The role's password.", "Nothing, when the processes restart one after the other."],
  ["Service tokens", "Let your services ask the gateway.", "Nothing: create a second, deploy it, revoke the first."],
  ["Access tokens", "Let scripts use the management API.", "Nothing: as with service tokens."],
  [
    "GITHUB_, GOOGLE_, OIDC_ secrets, SMTP_URL",
    "Sign-in at a provider, and mail.",
    "Nothing, after a restart of the dashboard.",
  ],
];

export default function SecretsDocs() {
  return (
    <DocPage
      path="/docs/operate/secrets"
      title="Secrets of the product"
      intro={<p>What Latchkey itself keeps secret, and how each is replaced without a failed verification.</p>}
    >
      <WideSection id="which" title="Which there are">
        <DocTable label="Secrets" heads={["Secret", "What it does", "What replacing it costs"]} rows={SECRETS} />
        <div className="doc-prose">
          <p>
            Each is at least 32 random bytes: <code>{NEW_SECRET}</code>. Set them from a secrets manager; of tokens the
            database has hashes, of the others nothing.
          </p>
        </div>
      </WideSection>

      <DocSection id="nextauth" title="NEXTAUTH_SECRET">
        <ol>
          <li>Put a new value in place on every dashboard at once.</li>
          <li>Restart them. Everybody signs in again. Keys are not touched.</li>
        </ol>
        <p>
          Do so after a restore, after somebody with access to the machine has left, and whenever sessions of everybody
          are to end.
        </p>
      </DocSection>

      <DocSection
        id="peppers"
        title="Peppers"
        sample={
          <Sample title="Add a version">
            <CodeBlock code={TWO_PEPPERS} label="two peppers" wrap />
          </Sample>
        }
      >
        <ol>
          <li>
            Gateways first, one after the other. A gateway that meets a version it lacks cannot judge the key: it
            answers 503, never a 401.
          </li>
          <li>Then the dashboards: the highest version hashes what is made from now on.</li>
          <li>
            Nothing is hashed anew, since the secrets themselves are not kept. Each rotation moves one key; a policy
            that demands rotations moves all of them.
          </li>
          <li>Drop a version when no secret that was made with it lives. Earlier, those keys would stop.</li>
        </ol>
      </DocSection>

      <DocSection id="kek" title="The key-encryption key">
        <p>
          A higher version is added, the worker wraps everything with it in the background, and{" "}
          <code>npm run admin -- kek status</code> says when the old one may go.{" "}
          <DocLink href="/docs/storage#roll-over">Storage modes</DocLink> has each step.
        </p>
      </DocSection>

      <DocSection id="stolen" title="When one is stolen">
        <ul>
          <li>
            <strong>NEXTAUTH_SECRET</strong>: replace it at once, then read the operator&apos;s audit trail.
          </li>
          <li>
            <strong>LATCHKEY_KEK alone</strong>: roll it over. <strong>With a copy of the database</strong>: every
            retrievable secret is known; roll over, and have all keys rotated.
          </li>
          <li>
            <strong>A pepper</strong>: it opens nothing. Secrets are 256 random bits, which nobody guesses from a hash.
            Add a version all the same.
          </li>
          <li>
            <strong>A service token</strong>: revoke it. Whoever has it can ask about keys and report usage, and learns
            no secret by it.
          </li>
          <li>
            <strong>The database&apos;s password</strong>: change it. A role that is no superuser could not change the
            trail; <code>npm run admin -- audit verify</code> says so.
          </li>
        </ul>
      </DocSection>
    </DocPage>
  );
}
