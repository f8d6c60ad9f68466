import { Link2 } from "lucide-react";
import type { ReactNode } from "react";

type DocSectionProps = { id: string; title: string; sample?: ReactNode; children: ReactNode };

/** One subject: what it means on the left, what it looks like on the right. */
export function DocSection({ id, title, sample, children }: DocSectionProps) {
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-12 gap-y-5 border-line border-t py-10 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] print:block print:py-4"
    >
      <div className="doc-prose min-w-0">
        <Heading id={id} title={title} />
        {children}
      </div>
      {sample && (
        <div className="flex min-w-0 flex-col gap-4 self-start wide:sticky wide:top-16 print:static print:mt-3">
          {sample}
        </div>
      )}
    </section>
  );
}

/** One subject that needs the page's whole width: a table, a script, tabs. */
export function WideSection({ id, title, children }: Omit<DocSectionProps, "sample">) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 border-line border-t py-10 print:py-4">
      <Heading id={id} title={title} />
      {children}
    </section>
  );
}

/** A title that is its own anchor. */
function Heading({ id, title }: { id: string; title: string }) {
  return (
    <h2 id={id} className="scroll-mt-16 font-semibold text-lg">
      <a href={`#${id}`} className="group inline-flex items-center gap-2">
        {title}
        <Link2
          aria-hidden
          className="size-3.5 text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
        />
      </a>
    </h2>
  );
}

export function Sample({ title, children }: { title: string; children: ReactNode }) {
  return (
    <figure className="m-0 min-w-0">
      <figcaption className="mb-1.5 text-muted text-xs">{title}</figcaption>
      {children}
    </figure>
  );
}
