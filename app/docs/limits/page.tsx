import type { Metadata } from "next";
import { allowedAnswer, refusedAnswer } from "@/components/docs/answers";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { DocTable } from "@/components/docs/doc-table";
import { perWindow } from "@/components/keys/policy-in-words";
import { CodeBlock } from "@/components/ui/code-block";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

export const metadata: Metadata = { title: "Rate limits" };

const HEADERS = [
  ["X-RateLimit-Limit", "How many calls the key may make within its window."],
  ["X-RateLimit-Remaining", "How many of them are left."],
  ["X-RateLimit-Reset", "When the oldest counted calls leave the window, in seconds since 1970. Not milliseconds."],
  ["RateLimit-Policy", "The limit as IETF field: q calls in w seconds."],
  ["RateLimit", "What is left as IETF field: r calls, and t seconds until the oldest leave."],
  ["Retry-After", "On a 429 and a 503: how many seconds to wait."],
  ["X-Api-Key-Expires", "Within the key's last seven days: when it ends."],
  ["X-Api-Key-Secret-Ends", "In a rotation's grace: when the secret that you sent ends."],
];

export default async function LimitsDocs() {
  const { productName, defaultRateLimit: window } = await deploymentSettings();
  return (
    <DocPage
      path="/docs/limits"
      title="Rate limits"
      intro={
        <p>
          A key may make {perWindow(window)}, unless it was given a limit of its own. Its page on the dashboard says.
        </p>
      }
    >
      <DocSection
        id="window"
        title="The window slides"
        sample={
          <Sample title="On every answer about a key">
            <CodeBlock code={allowedAnswer(window)} label="rate limit headers" />
          </Sample>
        }
      >
        <p>
          Each call counts until it is {window.windowSeconds} {window.windowSeconds === 1 ? "second" : "seconds"} old,
          so there is no moment at which everything starts anew, and no window of that length ever holds more calls than
          the limit.
        </p>
        <ul>
          <li>The limit belongs to the key: all of its secrets, addresses and services share it.</li>
          <li>A refused call spends nothing, whatever it was refused for.</li>
          <li>
            The provider may also limit a team as a whole: a call then has to fit into both. The headers tell of the one
            that refuses or has less left, named <code>&quot;team&quot;</code> in the IETF fields when it is the
            team&apos;s.
          </li>
          <li>Some calls may cost more than one, when the API says so.</li>
        </ul>
      </DocSection>

      <WideSection id="headers" title="Headers">
        <DocTable label="Headers on answers about a key" heads={["Header", "What it says"]} rows={HEADERS} />
      </WideSection>

      <DocSection
        id="over"
        title="Over the limit"
        sample={
          <Sample title="A call over the limit">
            <CodeBlock
              code={refusedAnswer("RATE_LIMITED", { productName, scope: "read", window })}
              label="answer over the limit"
            />
          </Sample>
        }
      >
        <ol>
          <li>
            Wait for the seconds in <code>Retry-After</code>. They are never too few: a call that is sent then fits,
            unless another one came first.
          </li>
          <li>Where several workers wait, add a random second to each, so that they do not come back together.</li>
          <li>
            Read <code>X-RateLimit-Remaining</code> and slow down before it is 0, rather than after.
          </li>
        </ol>
        <p>
          The programs on <DocLink href="/docs/authentication#samples">Authentication</DocLink> wait so. The usage of a
          key shows how often it was over its limit, and what another limit would have refused.
        </p>
      </DocSection>
    </DocPage>
  );
}
