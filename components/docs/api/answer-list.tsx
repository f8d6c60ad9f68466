import { ChevronRight } from "lucide-react";
import { CodeBlock } from "@/components/ui/code-block";
import type { ApiAnswer } from "./read-operations";
import { Words } from "./words";

/** Every status an operation answers with, each opening to its sample body. */
export function AnswerList({ of, answers }: { of: string; answers: readonly ApiAnswer[] }) {
  return (
    <div className="mt-5">
      <h4 className="font-medium text-muted text-xs">Answers</h4>
      <dl className="mt-1 text-sm">
        {answers.map(({ status, description, sample }) => (
          <div key={status} className="flex gap-3 border-line border-t py-2 first:border-0">
            <dt className="tabular shrink-0 font-medium">{status}</dt>
            <dd className="min-w-0">
              <Words>{description}</Words>
              {sample !== null && status >= 400 && (
                <details className="group mt-1">
                  <summary className="inline-flex min-h-6 items-center gap-1 text-muted text-xs hover:text-text">
                    <ChevronRight aria-hidden className="size-3 transition-transform group-open:rotate-90" />
                    Body of a {status}
                  </summary>
                  <div className="mt-1.5">
                    <CodeBlock wrap code={sample} label={`${of}: body of a ${status}`} />
                  </div>
                </details>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
