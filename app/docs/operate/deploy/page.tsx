import type { Metadata } from "next";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample } from "@/components/docs/doc-section";
import { BARE, COMPOSE, caddyTls, DOCTOR, nginxTls, ROLE } from "@/components/docs/samples/operate-samples";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Deploy" };

export default function DeployDocs() {
  const { NEXTAUTH_URL: dashboard, GATEWAY_URL: gateway } = env();
  return (
    <DocPage
      path="/docs/operate/deploy"
      title="Deploy"
      intro={
        <p>
          For whoever runs this deployment: a dashboard, a gateway and a worker on PostgreSQL, with TLS in front of
          them.
        </p>
      }
    >
      <DocSection
        id="containers"
        title="With containers"
        sample={
          <Sample title="All of it on one machine">
            <CodeBlock code={COMPOSE} label="compose commands" wrap />
          </Sample>
        }
      >
        <p>
          <code>deploy/compose.yml</code> starts PostgreSQL, Redis, a one-shot migration, Latchkey, and a second gateway
          so that a restart loses no call. Every secret comes from one file, which you keep.
        </p>
        <ul>
          <li>The image runs as an ordinary user and builds nothing at a start.</li>
          <li>
            Its volume holds the usage spool: what was answered and has not reached the database yet. Keep it over a
            restart.
          </li>
          <li>All ports are open to this machine alone; a proxy with TLS stands in front.</li>
        </ul>
      </DocSection>

      <DocSection
        id="bare"
        title="Without containers"
        sample={
          <>
            <Sample title="Under a service manager, in a checkout">
              <CodeBlock code={BARE} label="start commands" />
            </Sample>
            <Sample title="Once, as PostgreSQL's superuser">
              <CodeBlock code={ROLE} label="role and database" />
            </Sample>
          </>
        }
      >
        <p>
          Node 20.19 or later, PostgreSQL 14 or later. <code>npm run build</code> makes what there is to make;{" "}
          <code>npm start</code> then starts in seconds, restarts what ends, and stops within 30 s on SIGTERM.
        </p>
        <ul>
          <li>
            With <code>NODE_ENV=production</code> and <code>DATABASE_URL</code> no secret is made up for you: without{" "}
            <code>NEXTAUTH_SECRET</code> nothing starts.
          </li>
          <li>
            Give Latchkey a role that owns its database and is no superuser: the database itself then refuses changes of
            the audit trail.
          </li>
          <li>
            <code>REDIS_URL</code> makes limits count together over several gateways. One gateway needs none.
          </li>
        </ul>
      </DocSection>

      <DocSection
        id="tls"
        title="TLS in front"
        sample={
          <>
            <Sample title="Caddy, which gets its certificates itself">
              <CodeBlock code={caddyTls(dashboard, gateway)} label="Caddy configuration" />
            </Sample>
            <Sample title="nginx, for the dashboard">
              <CodeBlock code={nginxTls(dashboard)} label="nginx configuration" />
            </Sample>
          </>
        }
      >
        <ul>
          <li>
            <code>NEXTAUTH_URL</code> is the dashboard&apos;s address as browsers see it, with <code>https</code>:
            cookies are then sent over TLS alone, and what comes from another origin is refused.
          </li>
          <li>
            <code>GATEWAY_URL</code> is the gateway&apos;s as callers reach it; samples and these pages show it.
          </li>
          <li>
            <code>TRUSTED_PROXIES</code> lists the proxies&apos; own addresses. Without it every call seems to come from
            the proxy, and allow lists refuse.
          </li>
          <li>
            Keep <code>/metrics</code> inside: it is open to callers on the same machine, which a proxy there is.
          </li>
        </ul>
      </DocSection>

      <DocSection id="proxy" title="In front of your API">
        <p>
          A proxy can ask about every call before your API gets it, which then needs no code for keys: complete
          configurations for nginx, Caddy, Traefik and Envoy are in <code>deploy/</code>, and its README says what each
          does. Or your services ask themselves: <DocLink href="/docs/verify">Verify keys</DocLink>.
        </p>
      </DocSection>

      <DocSection
        id="first"
        title="The first minutes"
        sample={
          <Sample title="Is it as it should be?">
            <CodeBlock code={DOCTOR} label="doctor" />
          </Sample>
        }
      >
        <ol>
          <li>Open the dashboard: the first account is the operator&apos;s.</li>
          <li>
            Choose the product&apos;s name, the key prefix and the scopes before customers make keys. A later prefix
            leaves the earlier keys working.
          </li>
          <li>
            Choose the storage mode: <DocLink href="/docs/storage">Storage modes</DocLink>.
          </li>
          <li>Say who may sign up, and configure mail, so that addresses are confirmed.</li>
          <li>
            Set up backups, and try a restore: <DocLink href="/docs/operate/backup">Back up and restore</DocLink>.
          </li>
        </ol>
      </DocSection>
    </DocPage>
  );
}
