import type { Metadata } from "next";
import { OperationIndex } from "@/components/docs/api/operation-index";
import { OperationSection } from "@/components/docs/api/operation-section";
import { readOperations } from "@/components/docs/api/read-operations";
import { RequestBuilder } from "@/components/docs/api/request-builder";
import { Words } from "@/components/docs/api/words";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { deploymentDocument } from "@/lib/management-api/deployment-document";

export const metadata: Metadata = { title: "Management API" };

/** The OpenAPI document, for people. */
export default async function ApiDocs() {
  const document = await deploymentDocument();
  const operations = readOperations(document);
  const baseUrl = document.servers[0]?.url ?? "";
  return (
    <DocPage
      path="/docs/api"
      title="Management API"
      intro={
        <>
          {document.info.description.split("\n\n").map((paragraph) => (
            <p key={paragraph}>
              <Words>{paragraph}</Words>
            </p>
          ))}
          <p className="mt-1 text-sm text-text">
            Base URL <code className="[overflow-wrap:anywhere]">{baseUrl}</code>
            {" · "}
            <DocLink href="/api/v1/openapi.json" file>
              OpenAPI 3.1 document
            </DocLink>
          </p>
        </>
      }
    >
      <OperationIndex operations={operations} />
      <section aria-labelledby="try" className="border-line border-t py-8">
        <h2 id="try" className="scroll-mt-16 font-semibold text-lg">
          Try it
        </h2>
        <p className="mt-1 mb-5 max-w-[62ch] text-muted text-sm">
          Sends to this deployment with the access token that you paste.
        </p>
        <RequestBuilder operations={operations} baseUrl={baseUrl} />
      </section>
      <h2 className="border-line border-t pt-8 pb-4 font-semibold text-lg">Operations</h2>
      {operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} baseUrl={baseUrl} />
      ))}
    </DocPage>
  );
}
