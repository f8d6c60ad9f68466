import type { Metadata } from "next";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import {
  endHeaders,
  rotateCurl,
  rotatedAnswer,
  rotateIfOldCurl,
  YOUNG_ANSWER,
} from "@/components/docs/rotation-samples";
import { ScheduledTabs } from "@/components/docs/scheduled-tabs";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { readScript } from "./read-script";

export const metadata: Metadata = { title: "Rotation" };

export default async function RotationDocs() {
  const [{ keyPrefix }, script] = await Promise.all([deploymentSettings(), readScript()]);
  const dashboard = new URL(env().NEXTAUTH_URL).origin;
  return (
    <DocPage
      path="/docs/rotation"
      title="Rotation"
      intro={
        <p>
          A new secret for a key, without a failed call: the old one goes on working while you move, by hand or by a job
          that does it for you.
        </p>
      }
    >
      <DocSection
        id="by-hand"
        title="By hand"
        sample={
          <Sample title="The same over the management API">
            <CodeBlock code={rotateCurl(dashboard)} label="rotation command" />
          </Sample>
        }
      >
        <ol>
          <li>
            Choose Rotate key on the dashboard, and how long the old secret goes on working. Both work until then.
          </li>
          <li>Put the new secret where your service reads it, and roll it out.</li>
          <li>Look at the key page. It shows who still calls with the old secret, and from where.</li>
          <li>
            Once nobody does, finish: the old secret ends at once. Not everybody moved in time? Extend it, while it
            works.
          </li>
        </ol>
        <p>The key keeps its id, scopes, limits, expiry and history. Only the secret is new.</p>
      </DocSection>

      <DocSection
        id="headers"
        title="What callers are told"
        sample={
          <Sample title="On an answer to the old secret of a key that is to be rotated">
            <CodeBlock code={endHeaders} label="headers about an end" />
          </Sample>
        }
      >
        <ul>
          <li>
            <code>X-Api-Key-Secret-Ends</code>: this very secret has been replaced, and is refused from then on. Log it:
            it names the caller that has not moved.
          </li>
          <li>
            <code>X-Api-Key-Expires</code>: within seven days the key itself is refused, whichever secret is presented,
            because it expires or because a rotation that is asked for is overdue then.
          </li>
        </ul>
      </DocSection>

      <DocSection id="policies" title="What a policy asks">
        <p>
          The provider can ask for things about every key, and a team for more about its own, on Settings, Policies. The
          stricter of both holds, and wherever a limit stops you it says who set it.
        </p>
        <ul>
          <li>A maximum lifetime, and the expiry that a key gets when nobody says another.</li>
          <li>The longest grace that a rotation may give the old secret.</li>
          <li>An IP allow list on every live key. Keys that have none go on working.</li>
          <li>
            A rotation every so many days, counted from the creation of the current secret. A key past it is shown, and
            noticed 30, 7 and 1 day before; where the policy ends it, it is refused from that day until it is rotated.
            The rotation brings it back at once, with the new secret alone.
          </li>
        </ul>
        <p>A rotation that is asked for anew, or more often than before, ends no key within 30 days.</p>
      </DocSection>

      <DocSection
        id="schedule"
        title="By schedule"
        sample={
          <>
            <Sample title="Every day: only a secret older than 30 days is replaced">
              <CodeBlock code={rotateIfOldCurl(dashboard)} label="scheduled rotation command" />
            </Sample>
            <Sample title="Its answer on most days, and on the day of a rotation">
              <CodeBlock code={`${YOUNG_ANSWER}\n\n${rotatedAnswer(keyPrefix)}`} label="rotation answers" wrap />
            </Sample>
          </>
        }
      >
        <p>
          With <code>ifSecretOlderThanSeconds</code> a younger secret is left alone: the answer is 200 with{" "}
          <code>{'"rotated": false'}</code> and holds no secret. So a job may run daily, twice at once or again after an
          error, and rotates once.
        </p>
        <p>
          <code>GET /api/v1/keys?rotation=due</code> lists the keys that a policy asks for within 30 days,{" "}
          <code>rotation=overdue</code> those past it; each carries <code>rotateBy</code> and{" "}
          <code>rotationEnforced</code>.
        </p>
      </DocSection>

      <WideSection id="recipe" title="With a secrets manager">
        <div className="doc-prose max-w-[72ch]">
          <p>
            This script does all of it: rotate when the secret is old enough, keep the new one, roll it out, and end the
            old one once nobody has called with it for a day. Run it daily, from cron, a pipeline or a CronJob, with an
            access token of its own.
          </p>
          <ul>
            <li>A run that is cut off anywhere is put right by the next one; no secret is in an argument or a file.</li>
            <li>A secrets manager that cannot be read ends the run before anything is rotated.</li>
            <li>While somebody still calls with the old secret, it is rolled out again and nothing is ended.</li>
          </ul>
        </div>
        <div className="mt-1 flex min-w-0 flex-col gap-5">
          <ScheduledTabs dashboardUrl={dashboard} />
          <Sample title="rotate-key.sh">
            <CodeBlock code={script} label="rotate-key.sh" />
          </Sample>
        </div>
      </WideSection>
    </DocPage>
  );
}
