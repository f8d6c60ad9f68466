import type { Metadata } from "next";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { EventTable } from "@/components/docs/event-table";
import { VERIFY_SAMPLES, WEBHOOK_REQUEST } from "@/components/docs/webhook-samples";
import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";
import { LOG_DAYS } from "@/lib/webhooks/expire-logs";
import { SCHEDULE_MS } from "@/lib/webhooks/next-attempt";
import { OVERLAP_HOURS } from "@/lib/webhooks/schema";
import { TIMEOUT_SECONDS } from "@/lib/webhooks/trouble";

export const metadata: Metadata = { title: "Webhooks" };

const MINUTE = 60_000;
/** "5 s", "30 min", "24 h" */
const after = (ms: number): string =>
  ms < MINUTE ? `${ms / 1_000} s` : ms < 60 * MINUTE ? `${ms / MINUTE} min` : `${ms / (60 * MINUTE)} h`;

export default function WebhooksDocs() {
  const [, ...retries] = SCHEDULE_MS.map(after);
  return (
    <DocPage
      path="/docs/webhooks"
      title="Webhooks"
      intro={
        <p>
          An endpoint of yours is told what happens to your keys. Add one under Settings, Webhooks; events follow the{" "}
          <a href="https://www.standardwebhooks.com" className="text-accent underline underline-offset-4">
            Standard Webhooks
          </a>{" "}
          convention.
        </p>
      }
    >
      <DocSection
        id="event"
        title="What arrives"
        sample={
          <Sample title="A request, its body spread out for reading">
            <CodeBlock code={WEBHOOK_REQUEST} label="request" />
          </Sample>
        }
      >
        <p>
          A <code>POST</code> with a JSON body: <code>type</code>, <code>timestamp</code> (when it happened) and{" "}
          <code>data</code>. It names the key, masked, who acted, and what changed. Secrets are never in it.
        </p>
        <ul>
          <li>
            <code>webhook-id</code> is the same for every attempt of an event, and when somebody sends it again. Keep
            the ids you have seen: an event arrives at least once, and sometimes twice.
          </li>
          <li>
            <code>webhook-timestamp</code> is when this attempt was sent, in seconds.
          </li>
          <li>
            <code>webhook-signature</code> holds one signature, or several with spaces between, each{" "}
            <code>v1,&lt;base64&gt;</code>.
          </li>
          <li>Events may arrive in another order than they happened in. Compare their timestamps.</li>
        </ul>
      </DocSection>

      <WideSection id="events" title="Events">
        <EventTable />
      </WideSection>

      <DocSection
        id="verify"
        title="Verify the signature"
        sample={
          <>
            <Tabs
              label="With a library"
              tabs={VERIFY_SAMPLES.map(({ language, install, library }) => ({
                id: language,
                label: language,
                content: (
                  <div className="flex flex-col gap-2">
                    <CodeBlock code={install} label={`${language} installation`} />
                    <CodeBlock code={library} label={`${language} sample with the library`} />
                  </div>
                ),
              }))}
            />
            <Tabs
              label="By hand"
              tabs={VERIFY_SAMPLES.map(({ language, byHand }) => ({
                id: language,
                label: `${language}, by hand`,
                content: <CodeBlock code={byHand} label={`${language} sample by hand`} />,
              }))}
            />
          </>
        }
      >
        <p>
          Anybody can send something to your endpoint. The signature says that an event is from here and was not changed
          on the way. The endpoint&apos;s signing secret (<code>whsec_…</code>) is shown once, when you add it.
        </p>
        <ol>
          <li>Take the body as it came. A JSON parser that writes it anew changes what was signed.</li>
          <li>
            Compute HMAC-SHA-256 of <code>webhook-id.webhook-timestamp.body</code>. The key is what follows{" "}
            <code>whsec_</code>, decoded from base64.
          </li>
          <li>Compare it, in constant time, with each signature. One that matches is enough.</li>
          <li>Refuse a timestamp that is more than five minutes away, so that nobody can play an event again.</li>
        </ol>
        <p>
          When you rotate the secret, both sign for {OVERLAP_HOURS} hours: change your receiver within that time and it
          refuses nothing. After a leak, end the old one at once.
        </p>
      </DocSection>

      <DocSection id="answer" title="How to answer">
        <ul>
          <li>
            Any status from 200 to 299 within {TIMEOUT_SECONDS} seconds, the whole answer included. Answer first, work
            on the event afterwards.
          </li>
          <li>
            Anything else is a failure, a redirect too: it is not followed. Give the endpoint the address it leads to.
          </li>
          <li>
            With <code>429</code> or <code>503</code>, a <code>Retry-After</code> puts the next attempt off.
          </li>
          <li>
            <code>410 Gone</code> says that you want no more: the endpoint is disabled at once.
          </li>
        </ul>
      </DocSection>

      <DocSection
        id="retries"
        title="Retries"
        sample={
          <Sample title="Attempts after the first, counted from it">
            <CodeBlock code={retries.join(", ")} label="retry schedule" wrap />
          </Sample>
        }
      >
        <p>
          What fails is tried {retries.length} times more within 24 hours, each time a little later than planned, so
          that not everything comes back at once. Then it is given up; the log keeps it for {LOG_DAYS} days, and you can
          redeliver it from there.
        </p>
        <p>
          An endpoint to which nothing could be delivered for five days is disabled, and the owners are told. Enabled
          again, it gets what waited for less than a day, and what happens from then on.
        </p>
      </DocSection>

      <DocSection
        id="networks"
        title="Where events may go"
        sample={
          <Sample title="For the operator: networks of your own, on the dashboard and the worker">
            <CodeBlock code="WEBHOOK_PRIVATE_NETWORKS=10.20.0.0/16" label="private networks setting" wrap />
          </Sample>
        }
      >
        <p>
          To public addresses, by <code>https</code> or <code>http</code>. Loopback, private, link-local and other
          special addresses are refused, whatever name leads there: every address of a name is looked at when the
          connection is made. Certificates are verified.
        </p>
        <p>
          Who runs this deployment can allow networks of their own with <code>WEBHOOK_PRIVATE_NETWORKS</code>, addresses
          and ranges with commas between. Everybody who can add an endpoint can then have requests sent into them.
        </p>
      </DocSection>
    </DocPage>
  );
}
