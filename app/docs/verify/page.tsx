import type { Metadata } from "next";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample } from "@/components/docs/doc-section";
import { sampleVariables } from "@/components/docs/samples/call-sample";
import { reportCurl, serviceCurl } from "@/components/docs/samples/curl-samples";
import { verifyAnswer } from "@/components/docs/verify-answer";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

export const metadata: Metadata = { title: "Verify keys" };

export default async function VerifyDocs() {
  const { productName, keyPrefix, defaultRateLimit } = await deploymentSettings();
  const gateway = env().GATEWAY_URL;
  return (
    <DocPage
      path="/docs/verify"
      title="Verify keys"
      intro={<p>For services of {productName}: how to ask whether the key that you were handed may pass.</p>}
    >
      <DocSection
        id="ask"
        title="Ask"
        sample={
          <>
            <Sample title="With a service token from the operator">
              <CodeBlock code={serviceCurl(gateway, sampleVariables(keyPrefix).key)} label="verify command" />
            </Sample>
            <Sample title="The answer to a key that may pass">
              <CodeBlock code={verifyAnswer(defaultRateLimit)} label="verify answer" />
            </Sample>
          </>
        }
      >
        <p>
          Services of {productName} ask <code>POST {gateway}/v1/verify</code> about the key they were handed. The answer
          says whether it may pass, which status to answer with, and which headers to put on that answer.
        </p>
        <ul>
          <li>
            <code>scopes</code>: what the call needs, all of them. <code>ip</code>: the caller&apos;s address; a key
            with an allow list is refused without one. <code>environment</code>: live or test, where only one of them
            may pass.
          </li>
          <li>
            <code>cost</code>: how much of the limit the call spends, 1 unless you say otherwise; 0 asks without
            spending.
          </li>
          <li>
            <code>method</code>, <code>route</code>, <code>userAgent</code>: for the charts alone.
          </li>
          <li>
            Up to 100 questions at once: <code>POST /v1/verify/batch</code>, answered in order.
          </li>
        </ul>
        <p>
          A refusal is a 200 too, with <code>valid</code> false; <DocLink href="/docs/errors#outcomes">Errors</DocLink>{" "}
          has every <code>code</code>. Where the gateway itself cannot answer it says 503: pass that on, and never make
          a 401 of it.
        </p>
      </DocSection>

      <DocSection
        id="report"
        title="Report responses"
        sample={
          <Sample title="One response; up to 1,000 fit in a batch">
            <CodeBlock code={reportCurl(gateway)} label="report command" />
          </Sample>
        }
      >
        <p>
          Services also tell what they answered, with <code>POST {gateway}/v1/usage</code>: the charts of failed
          responses and latency, and the tables of status codes and routes, are made of these reports.
        </p>
        <ul>
          <li>
            <code>keyId</code> and <code>secretId</code> are in the answer of <code>/v1/verify</code>.
          </li>
          <li>
            Name a route by its pattern, such as <code>{"/v1/charges/{id}"}</code>, so that its calls are counted as
            one.
          </li>
          <li>
            A batch counts once, however often it is sent: after an error, send it again with the same{" "}
            <code>batchId</code>.
          </li>
        </ul>
      </DocSection>

      <DocSection id="sdk" title="Without writing it yourself">
        <p>
          The Node package of this deployment asks, puts the headers on your answers and reports them, as middleware for
          Express, Fastify, Hono and Next.js. A proxy can ask for you, without code in the API: the folder{" "}
          <code>deploy/</code> has configurations for nginx, Caddy, Traefik and Envoy.
        </p>
        <p>
          <DocLink href="/docs/operate/deploy#proxy">Deploy</DocLink> says how each is put in front.
        </p>
      </DocSection>
    </DocPage>
  );
}
