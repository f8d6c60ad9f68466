"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";
import { RelativeTime } from "@/components/ui/relative-time";
import { troubleWords } from "@/lib/webhooks/trouble";
import type { AttemptView } from "@/lib/webhooks/view";

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group min-w-0">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm text-muted text-xs hover:text-text [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}

/** One request and what came of it: in words first, with the answer and what was sent below. */
export function AttemptItem({ attempt }: { attempt: AttemptView }) {
  const { number, at, durationMs, status, trouble, detail, answer, url, headers } = attempt;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <li className="flex flex-col gap-1.5 border-line border-t py-2.5 first:border-0 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <span className="font-medium text-sm">Attempt {number}</span>
        <Badge tone={trouble === null ? "success" : "danger"}>{status ?? "No answer"}</Badge>
        <span className="tabular text-muted">{durationMs.toLocaleString("en")} ms</span>
        <RelativeTime at={at} className="text-muted" />
      </div>
      {trouble !== null && <p className="text-sm [overflow-wrap:anywhere]">{troubleWords(trouble, status, detail)}</p>}
      {answer !== null && answer !== "" && (
        <Fold title="Answer">
          <CodeBlock wrap label={`answer to attempt ${number}`} code={answer} />
        </Fold>
      )}
      {lines.length > 0 && (
        <Fold title="Request headers">
          <CodeBlock wrap label={`headers of attempt ${number}`} code={[`POST ${url}`, ...lines].join("\n")} />
        </Fold>
      )}
    </li>
  );
}
