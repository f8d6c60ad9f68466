import type { Metadata } from "next";
import { refusedAnswer } from "@/components/docs/answers";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { DocTable } from "@/components/docs/doc-table";
import { ROLE_LABELS } from "@/components/teams/role-words";
import { CodeBlock } from "@/components/ui/code-block";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

export const metadata: Metadata = { title: "Scopes" };

export default async function ScopesDocs() {
  const { productName, scopes: catalogue, defaultRateLimit: window } = await deploymentSettings();
  const scopes = catalogue.filter(({ retired }) => !retired);
  const retired = catalogue.filter((scope) => scope.retired);
  const missing = scopes[1]?.name ?? scopes[0]?.name ?? "write";
  return (
    <DocPage path="/docs/scopes" title="Scopes" intro={<p>A key can do what its scopes say and nothing else.</p>}>
      <WideSection id="catalogue" title={`Scopes of ${productName}`}>
        <DocTable
          label="Scopes"
          heads={["Scope", "What a key with it can do", "Who may give it to a key"]}
          rows={scopes.map(({ name, summary, minimumRole }) => [
            name,
            summary,
            minimumRole === "owner" ? ROLE_LABELS.owner : `${ROLE_LABELS[minimumRole]} and above`,
          ])}
        />
        {retired.length > 0 && (
          <p className="text-muted text-sm">
            Given to no key any more, and good where a key has them: {retired.map(({ name }) => name).join(", ")}.
          </p>
        )}
      </WideSection>

      <DocSection id="least" title="As few as it needs">
        <ul>
          <li>Give each key the scopes that its one service needs. A second service gets a key of its own.</li>
          <li>
            Scopes belong to the key: every secret of it follows at once when they change, and rotating keeps them.
          </li>
          <li>
            The key page says which scopes nobody has asked for in 30 and 90 days, with one click to drop them; Key
            review says so for the whole team.
          </li>
        </ul>
      </DocSection>

      <DocSection
        id="missing"
        title="When one is missing"
        sample={
          <Sample title="A call without the scope it needs">
            <CodeBlock
              code={refusedAnswer("INSUFFICIENT_SCOPE", { productName, scope: missing, window })}
              label="answer without the scope"
            />
          </Sample>
        }
      >
        <p>
          The answer is a 403, and <code>WWW-Authenticate</code> names every scope that the call needs. It spends
          nothing of the <DocLink href="/docs/limits">rate limit</DocLink>.
        </p>
        <p>Edit the key to add the scope, when its service should have it. The next call passes.</p>
      </DocSection>
    </DocPage>
  );
}
