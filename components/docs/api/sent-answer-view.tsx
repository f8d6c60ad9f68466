import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { CodeBlock } from "@/components/ui/code-block";
import type { SentAnswer } from "./send-request";

/** What came back: status, headers, body. */
export function SentAnswerView({ answer }: { answer: SentAnswer }) {
  return (
    <section aria-label="Answer" className="flex min-w-0 flex-col gap-2">
      <p role="status" className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className={clsx("tabular font-medium", answer.status < 400 ? "text-success" : "text-danger")}>
          {answer.status} {answer.statusText}
        </span>
        <span className="tabular text-muted text-xs">in {answer.tookMs} ms</span>
      </p>
      <details className="group">
        <summary className="inline-flex min-h-6 items-center gap-1 text-muted text-xs hover:text-text">
          <ChevronRight aria-hidden className="size-3 transition-transform group-open:rotate-90" />
          {answer.headers.length} headers
        </summary>
        <dl className="mt-1 flex flex-col gap-1 rounded border border-line bg-sunken px-3 py-2 text-xs">
          {answer.headers.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-x-2">
              <dt className="text-muted">{name}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {answer.body !== "" && <CodeBlock wrap code={answer.body} label="body of the answer" />}
    </section>
  );
}
