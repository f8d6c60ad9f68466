import type { Metadata } from "next";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample } from "@/components/docs/doc-section";
import { GATEWAY_ALONE, UPGRADE } from "@/components/docs/samples/operate-samples";
import { CodeBlock } from "@/components/ui/code-block";

export const metadata: Metadata = { title: "Upgrade and scale" };

export default function ScaleDocs() {
  return (
    <DocPage
      path="/docs/operate/scale"
      title="Upgrade and scale"
      intro={<p>A new version without a failed call, and more machines when one is not enough.</p>}
    >
      <DocSection
        id="upgrade"
        title="Upgrade"
        sample={
          <Sample title="In a checkout">
            <CodeBlock code={UPGRADE} label="upgrade commands" />
          </Sample>
        }
      >
        <ol>
          <li>Back up. A migration goes one way.</li>
          <li>
            Start the new version where the dashboard runs first: it applies the migrations. A gateway alone applies
            none, and says so when they are missing.
          </li>
          <li>
            Then the gateways, one after the other. With two of them behind a load balancer and{" "}
            <code>GATEWAY_DRAIN_SECONDS=8</code> no call fails: from SIGTERM on a gateway says 503 on{" "}
            <code>/readyz</code>, goes on answering for these seconds, and brings its usage to the database.
          </li>
          <li>
            <code>npm run admin -- doctor</code> checks what is there.
          </li>
        </ol>
        <p>
          Back to the version before: only with the backup of before, since its code does not know the newer schema.
          Then apply the trails: <DocLink href="/docs/operate/backup">Back up and restore</DocLink>.
        </p>
      </DocSection>

      <DocSection
        id="out"
        title="Scale out"
        sample={
          <Sample title="One more gateway">
            <CodeBlock code={GATEWAY_ALONE} label="gateway command" />
          </Sample>
        }
      >
        <ul>
          <li>
            <strong>Gateways</strong>: any number, behind any load balancer, on one PostgreSQL. <code>REDIS_URL</code>{" "}
            makes limits exact over all of them; without it each counts for itself. Give all the same{" "}
            <code>LATCHKEY_PEPPERS</code>; none needs <code>LATCHKEY_KEK</code>.
          </li>
          <li>
            <strong>More cores</strong>: <code>GATEWAY_WORKERS</code> processes share a gateway&apos;s port. Each opens
            up to 13 connections to PostgreSQL; mind its <code>max_connections</code>.
          </li>
          <li>
            <strong>Dashboards</strong>: any number, with the same <code>NEXTAUTH_SECRET</code> and{" "}
            <code>LATCHKEY_KEK</code>. Each brings a worker; work is shared, and done once.
          </li>
          <li>
            <strong>PostgreSQL</strong>: managed and replicated, as you run others. Latchkey writes to one primary. Not
            through a pooler that shares sessions between transactions: changes of keys travel by <code>LISTEN</code>.
          </li>
          <li>
            <strong>Redis</strong>: one, or a cluster with its nodes in <code>REDIS_URL</code>, commas between. When it
            is away each gateway counts alone, at once, and no call fails.
          </li>
        </ul>
      </DocSection>

      <DocSection id="outages" title="When something is away">
        <ul>
          <li>
            <strong>PostgreSQL</strong>: known keys go on being accepted for{" "}
            <code>STALE_ON_DATABASE_OUTAGE_SECONDS</code>, then 503. Usage waits on disk, up to{" "}
            <code>USAGE_SPOOL_MAX_MIB</code>.
          </li>
          <li>
            <strong>The dashboard</strong>: gateways do not notice.
          </li>
          <li>
            <strong>A gateway</strong>: its load balancer asks another. What it has answered is in its spool, and is
            counted when it comes back with the same data folder.
          </li>
        </ul>
      </DocSection>

      <DocSection id="watch" title="Watch it">
        <p>
          <code>GET /metrics</code> of each gateway is for Prometheus; <code>deploy/</code> has a Grafana dashboard and
          alerts for it. The operator&apos;s Health page shows database, listener, spool, Redis and the worker&apos;s
          duties.
        </p>
      </DocSection>
    </DocPage>
  );
}
