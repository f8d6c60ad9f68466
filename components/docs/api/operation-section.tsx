import { Link2, Play } from "lucide-react";
import Link from "next/link";
import { Sample } from "@/components/docs/doc-section";
import { buttonClass } from "@/components/ui/button-class";
import { CodeBlock } from "@/components/ui/code-block";
import { AnswerList } from "./answer-list";
import { curlFor, sampleRequest } from "./build-request";
import { FieldList } from "./field-list";
import { MethodBadge } from "./method-badge";
import type { ApiOperation } from "./read-operations";
import { Words } from "./words";

/** One operation: what it takes and answers on the left, a call and its answer on the right. */
export function OperationSection({ operation, baseUrl }: { operation: ApiOperation; baseUrl: string }) {
  const { id, method, path, summary, description, fields, answers, needsToken } = operation;
  const [success] = answers;
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-12 gap-y-5 border-line border-t py-8 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
    >
      <div className="min-w-0">
        <h3 id={id} className="scroll-mt-16 font-semibold text-base">
          <a href={`#${id}`} className="group inline-flex items-center gap-2">
            {summary}
            <Link2
              aria-hidden
              className="size-3.5 text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
            />
          </a>
        </h3>
        <p className="mt-1.5 flex flex-wrap items-center gap-2">
          <MethodBadge method={method} />
          <code className="text-sm [overflow-wrap:anywhere]">{path}</code>
        </p>
        <p className="mt-2 max-w-[62ch] text-sm leading-[22px]">
          <Words>{description}</Words>
        </p>
        <Link href={`?try=${id}#try`} className={buttonClass("secondary", "sm", "mt-3")}>
          <Play aria-hidden className="size-3" />
          Try it
          <span className="sr-only">: {summary}</span>
        </Link>
        <FieldList fields={fields} />
        <AnswerList of={summary} answers={answers} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 self-start wide:sticky wide:top-16">
        <Sample title="Call">
          <CodeBlock code={curlFor(sampleRequest(operation), baseUrl, needsToken)} label={`${summary}: curl command`} />
        </Sample>
        {success?.sample && (
          <Sample title={`Answer ${success.status}`}>
            <CodeBlock code={success.sample} label={`${summary}: answer`} />
          </Sample>
        )}
      </div>
    </section>
  );
}
