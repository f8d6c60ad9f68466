import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/management-api/document";
import { OperationIndex } from "./operation-index";
import { OperationSection } from "./operation-section";
import { readOperations } from "./read-operations";
import { RequestBuilder } from "./request-builder";

const document = openApiDocument("https://keys.example.com", "Acme");
const operations = readOperations(document);
const baseUrl = document.servers[0]?.url ?? "";

test("every operation has its place, every link of the index leads to one, and no id stands twice", () => {
  const html = renderToString(
    <>
      <OperationIndex operations={operations} />
      {operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} baseUrl={baseUrl} />
      ))}
    </>,
  );
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const linked = new Set([...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id));
  expect([...linked].sort()).toEqual(operations.map(({ id }) => id).sort());
  const labels = [...html.matchAll(/<section[^>]*aria-label="([^"]+)"/g)].map(([, label]) => label);
  expect(new Set(labels).size).toBe(labels.length);
});

test.each(operations.map(({ id }) => id))("the request builder opens for %s, with a curl line of its own", (id) => {
  const html = renderToString(
    <NuqsTestingAdapter searchParams={{ try: id }}>
      <RequestBuilder operations={operations} baseUrl={baseUrl} />
    </NuqsTestingAdapter>,
  );
  const operation = operations.find((one) => one.id === id);
  expect(html).toContain(operation?.path ?? "no such operation");
  expect(html).toContain("Send request");
});
