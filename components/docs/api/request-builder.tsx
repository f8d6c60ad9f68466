"use client";

import { Send } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { buildRequest, curlFor } from "./build-request";
import type { ApiOperation } from "./read-operations";
import { RequestForm } from "./request-form";
import { SentAnswerView } from "./sent-answer-view";
import { TokenField } from "./token-field";
import { useRequest } from "./use-request";

type RequestBuilderProps = { operations: readonly ApiOperation[]; baseUrl: string };

/** Fills in an operation's request and sends it to this deployment. The chosen operation is in the URL, the token nowhere but here. */
export function RequestBuilder({ operations, baseUrl }: RequestBuilderProps) {
  const [asked, setAsked] = useQueryState("try", parseAsString.withDefault(operations[0]?.id ?? ""));
  const [token, setToken] = useState("");
  const operation = operations.find(({ id }) => id === asked) ?? (operations[0] as ApiOperation);
  return (
    <div className="grid gap-x-12 gap-y-6 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] wide:grid-rows-[auto_1fr]">
      <div className="flex min-w-0 flex-col gap-4">
        <Select
          label="Operation"
          value={operation.id}
          onValueChange={(id) => void setAsked(id)}
          options={operations.map(({ id, method, summary }) => ({ value: id, label: `${summary} (${method})` }))}
          className="w-full"
        />
        <TokenField value={token} onChange={setToken} />
      </div>
      {/* Another operation is another form: what was filled in for one says nothing about the other. */}
      <OperationRequest key={operation.id} operation={operation} token={token} baseUrl={baseUrl} />
    </div>
  );
}

type OperationRequestProps = { operation: ApiOperation; token: string; baseUrl: string };

function OperationRequest({ operation, token, baseUrl }: OperationRequestProps) {
  const request = useRequest(operation, token);
  const { method, needsToken } = operation;
  return (
    <>
      <form ref={request.form} noValidate onSubmit={request.onSubmit} className="flex min-w-0 flex-col gap-4">
        <RequestForm operation={operation} filled={request.filled} errors={request.errors} onFill={request.fill} />
        {method !== "GET" && <Notice>This is no trial: the request changes the keys of your team.</Notice>}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            look="primary"
            icon={<Send aria-hidden className="size-3.5" />}
            pending={request.pending}
          >
            Send request
          </Button>
          {needsToken && token === "" && (
            <span className="text-muted text-xs">Without an access token the answer is a 401.</span>
          )}
        </div>
        {request.message && (
          <Notice tone="danger" announce>
            {request.message}
          </Notice>
        )}
      </form>
      <div className="flex min-w-0 flex-col gap-4 wide:col-start-2 wide:row-span-2 wide:row-start-1">
        <CodeBlock
          wrap
          label="curl command of this request"
          code={curlFor(buildRequest(operation, request.filled).request, baseUrl, needsToken)}
        />
        {request.answer && <SentAnswerView answer={request.answer} />}
      </div>
    </>
  );
}
