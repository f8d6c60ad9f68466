import type { Metadata } from "next";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample } from "@/components/docs/doc-section";
import { sampleVariables } from "@/components/docs/samples/call-sample";
import { disableCurl, IGNORED, revokeCurl } from "@/components/docs/samples/leak-samples";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

export const metadata: Metadata = { title: "Keys and leaks" };

export default async function SecurityDocs() {
  const { keyPrefix, storageMode } = await deploymentSettings();
  const dashboard = new URL(env().NEXTAUTH_URL).origin;
  const variable = sampleVariables(keyPrefix).key;
  return (
    <DocPage
      path="/docs/security"
      title="Keys and leaks"
      intro={<p>Where to keep a key, what to do when one leaks, and how to rotate before it does.</p>}
    >
      <DocSection
        id="keep"
        title="Where to keep a key"
        sample={
          <>
            <Sample title=".env, read at start">
              <CodeBlock code={`${variable}=${keyPrefix}_live_…`} label=".env line" />
            </Sample>
            <Sample title=".gitignore, before the first commit">
              <CodeBlock code={IGNORED} label=".gitignore lines" />
            </Sample>
          </>
        }
      >
        {storageMode === "retrievable" ? (
          <p>
            The secret is shown when you make it. The key&apos;s page can show it again to those who may, after they
            have signed in anew.
          </p>
        ) : (
          <p>The secret is shown once, when you make it. We store a hash of it and cannot show it again.</p>
        )}
        <ul>
          <li>
            In a secrets manager; where there is none, in an environment variable that the service reads at start.
          </li>
          <li>
            Never in source code, an image, a mobile or browser app, a URL, a ticket or a chat. Whatever reaches a
            browser is public.
          </li>
          <li>Not in the arguments of a command: other users of the machine can list them.</li>
          <li>Not in logs: log the key&apos;s masked form, or its id.</li>
        </ul>
      </DocSection>

      <DocSection id="narrow" title="So that a leak costs little">
        <ul>
          <li>One key for each service and environment, so that you can end one without the others.</li>
          <li>
            The fewest <DocLink href="/docs/scopes">scopes</DocLink>, an allow list of your servers&apos; addresses, and
            an expiry.
          </li>
          <li>
            A <DocLink href="/docs/limits">rate limit</DocLink> not far above what the service needs.
          </li>
          <li>A test key on every laptop; live keys only where the service runs.</li>
          <li>
            A secret scanner in front of every commit: <DocLink href="/docs/detection">Detection</DocLink>.
          </li>
        </ul>
      </DocSection>

      <DocSection
        id="leak"
        title="When a key leaks"
        sample={
          <>
            <Sample title="Revoke by the management API">
              <CodeBlock code={revokeCurl(dashboard)} label="revocation command" />
            </Sample>
            <Sample title="Or stop it while you look">
              <CodeBlock code={disableCurl(dashboard)} label="disable command" />
            </Sample>
          </>
        }
      >
        <ol>
          <li>
            <strong>Find it.</strong> Paste what leaked into the search of the Keys page: only its public part is
            searched.
          </li>
          <li>
            <strong>End it.</strong> Revoke key says first what would break, then every gateway refuses the key within a
            second, for good. Not sure yet, or nothing may break? Rotate with the old secret ending soon, or disable: a
            disabled key stops at once and can be enabled again.
          </li>
          <li>
            <strong>Replace it.</strong> Create a key with the same scopes and deploy it. A rotation keeps id, limits
            and history.
          </li>
          <li>
            <strong>Look what it did.</strong> The key page lists callers by address and country, routes and times. An
            address that is not yours is where to begin.
          </li>
          <li>
            <strong>Remove it</strong> from where it leaked, history included. It stays public even so: end it first.
          </li>
          <li>
            <strong>Ask how.</strong> The audit trail says who made it, who changed it, and who was shown it.
          </li>
        </ol>
        <p>
          A key that is not yours? <DocLink href="/report-leak">Report it</DocLink> without an account: its owner is
          told at once.
        </p>
      </DocSection>

      <DocSection id="rotate" title="Rotate without downtime">
        <ol>
          <li>Choose Rotate key on the dashboard, and when the old secret ends. Both secrets work until then.</li>
          <li>Put the new secret where your service reads it, and deploy.</li>
          <li>
            Watch the key page: it names who still calls with the old secret. Extend it while somebody does; once the
            page says that it is safe to finish, finish.
          </li>
        </ol>
        <p>
          The key keeps its id, scopes, limits and history. During the change, answers to the old secret carry{" "}
          <code>X-Api-Key-Secret-Ends</code>. <DocLink href="/docs/rotation">Rotation</DocLink> has the whole of it, and
          a script that does it by schedule with a secrets manager.
        </p>
      </DocSection>
    </DocPage>
  );
}
