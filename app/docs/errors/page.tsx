import type { Metadata } from "next";
import { refusedAnswer } from "@/components/docs/answers";
import { apiErrorRows } from "@/components/docs/api-error-words";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { DocTable } from "@/components/docs/doc-table";
import { outcomeRows } from "@/components/docs/outcome-rows";
import { RefusalList } from "@/components/docs/refusal-list";
import { type RefusedWith, refusalsByStatus } from "@/components/docs/refusals-by-status";
import { CodeBlock } from "@/components/ui/code-block";
import { problem } from "@/lib/http/problem";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import type { RefusalCause } from "@/lib/verification/refusal";

export const metadata: Metadata = { title: "Errors" };

const NOTES: Record<RefusedWith["status"], string> = {
  400: "The call itself is wrong, whatever the key.",
  401: "The key is not accepted. Body and headers are the same to the byte for all of these, so that whoever tries keys learns nothing. The dashboard tells you which one it was. Do not retry with the same key.",
  403: "The key is good, and may not do this. The detail says which of these it is.",
  429: "Too many calls. Retry-After says how many seconds to wait.",
  503: "Nobody can decide. Throwing the key away would be wrong.",
};

/** Of causes that are answered alike one is shown; a 403 and a 429 have a body for each. */
const shown = (causes: readonly RefusalCause[], status: number): readonly RefusalCause[] =>
  status === 401 ? causes.filter((cause) => cause === "NO_KEY" || cause === "NOT_FOUND") : causes;

const TITLES: Partial<Record<RefusalCause, string>> = {
  NO_KEY: "No key came",
  NOT_FOUND: "A key came, and is not accepted",
  ENVIRONMENT_MISMATCH: "The other environment",
  IP_FORBIDDEN: "An address outside the allow list",
  INSUFFICIENT_SCOPE: "A scope is missing",
  RATE_LIMITED: "Over the rate limit",
  TEAM_LIMITED: "Over the team's rate limit",
  TOO_MANY_UNKNOWN: "Too many unknown keys",
};

export default async function ErrorsDocs() {
  const { productName, scopes, defaultRateLimit: window } = await deploymentSettings();
  const scope = scopes.filter(({ retired }) => !retired)[1]?.name ?? "write";
  return (
    <DocPage
      path="/docs/errors"
      title="Errors"
      intro={
        <p>
          The body of an error is <code>application/problem+json</code> (RFC 9457): <code>title</code> is the
          status&apos;s name, <code>detail</code> says what stopped and what to do. Paste <code>requestId</code>, which
          is also in <code>X-Request-Id</code>, into ⌘K on the dashboard, or its page Explain request: it says which
          check refused, what it saw and what to change.
        </p>
      }
    >
      {refusalsByStatus().map(({ status, causes }) => (
        <DocSection
          key={status}
          id={`status-${status}`}
          title={`${status} ${problem(status, "", "").title}`}
          sample={shown(causes, status).map((cause) => (
            <Sample key={cause} title={TITLES[cause] ?? "The whole answer"}>
              <CodeBlock
                code={refusedAnswer(cause, { productName, scope, window })}
                label={`answer ${status}: ${TITLES[cause] ?? "the whole answer"}`}
                wrap
              />
            </Sample>
          ))}
        >
          <p>{NOTES[status]}</p>
          <RefusalList causes={causes} />
        </DocSection>
      ))}

      <WideSection id="outcomes" title="For services that ask">
        <div className="doc-prose">
          <p>
            A service that asks <code>POST /v1/verify</code> is told the outcome in <code>code</code>, and in{" "}
            <code>status</code> what to answer its caller. Tell the caller the status, not the code.{" "}
            <DocLink href="/docs/verify">Verify keys</DocLink> has the whole answer.
          </p>
        </div>
        <DocTable label="Outcomes" heads={["code", "status", "Meaning"]} rows={outcomeRows()} code={[0, 1]} />
      </WideSection>

      <WideSection id="management-api" title="Management API">
        <div className="doc-prose">
          <p>
            The same form of body, about access tokens and what is done with them.{" "}
            <DocLink href="/docs/api">Management API</DocLink> says which operation can answer what.
          </p>
        </div>
        <DocTable label="Errors of the management API" heads={["Status", "Meaning"]} rows={apiErrorRows()} />
      </WideSection>
    </DocPage>
  );
}
