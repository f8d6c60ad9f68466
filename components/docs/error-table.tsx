import { ChevronRight } from "lucide-react";
import { CodeBlock } from "@/components/ui/code-block";
import { ERROR_ANSWERS, problemSample } from "./error-answers";

/** Every status an authenticated call can be refused with, each opening to its body. */
export function ErrorTable() {
  return (
    <ul className="!list-none !p-0">
      {ERROR_ANSWERS.map((answer) => (
        <li key={answer.status} className="border-line border-t py-3 first:border-0 first:pt-0">
          <p>
            <strong className="tabular mr-2 font-medium">{answer.status}</strong>
            <span className="font-medium">{answer.title}</span>
          </p>
          <p className="!mt-1">{answer.when}</p>
          <p className="!mt-1 text-muted">{answer.next}</p>
          <details className="group mt-1.5">
            <summary className="inline-flex min-h-6 items-center gap-1 text-muted text-xs hover:text-text">
              <ChevronRight aria-hidden className="size-3 transition-transform group-open:rotate-90" />
              Body of a {answer.status}
            </summary>
            <div className="mt-1.5">
              <CodeBlock code={problemSample(answer)} label={`body of a ${answer.status}`} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
