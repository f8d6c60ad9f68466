import clsx from "clsx";
import { CopyButton } from "./copy-button";

type CodeBlockProps = { code: string; label: string; onCopied?: () => void; wrap?: boolean };

/** Text to run or to paste, with its own copy button. */
export function CodeBlock({ code, label, onCopied, wrap = false }: CodeBlockProps) {
  return (
    <div className="relative rounded border border-line bg-sunken">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        onCopy={onCopied}
        className="overflow-x-auto rounded"
      >
        <pre
          className={clsx(
            "py-2.5 pr-11 pl-3 text-xs leading-5 print:whitespace-pre-wrap print:[overflow-wrap:anywhere]",
            wrap && "whitespace-pre-wrap [overflow-wrap:anywhere]",
          )}
        >
          <code>{code}</code>
        </pre>
      </section>
      <CopyButton
        text={code}
        label={`Copy ${label}`}
        onCopied={onCopied}
        className="!absolute top-2 right-2 bg-sunken print:hidden"
      />
    </div>
  );
}
