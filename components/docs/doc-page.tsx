import { ArrowLeft, ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { pagesAround } from "./doc-pages";

type DocPageProps = {
  /** Its address, as the list of pages has it. */
  path: string;
  title: string;
  /** Below the title, in one or two sentences; a list of paragraphs where more is to be said. */
  intro: ReactNode;
  children: ReactNode;
};

/** One page of the documentation: its title, its sections, and where to read on. */
export function DocPage({ path, title, intro, children }: DocPageProps) {
  const { before, after } = pagesAround(path);
  return (
    <main id="content" className="min-w-0 pb-20">
      <header className="py-10 print:py-4">
        <h1 className="font-semibold text-2xl">{title}</h1>
        <div className="mt-1 flex max-w-[62ch] flex-col gap-2 text-muted leading-[22px]">{intro}</div>
      </header>
      {children}
      <nav
        aria-label="Read on"
        className="flex flex-wrap justify-between gap-4 border-line border-t pt-6 text-sm print:hidden"
      >
        {before && (
          <Link href={before.href} rel="prev" className="group inline-flex min-h-6 items-center gap-2">
            <ArrowLeft aria-hidden className="size-4 text-muted" />
            <span className="text-muted">
              Before: <span className="font-medium text-text group-hover:underline">{before.label}</span>
            </span>
          </Link>
        )}
        {after && (
          <Link href={after.href} rel="next" className="group ml-auto inline-flex min-h-6 items-center gap-2">
            <span className="text-muted">
              Next: <span className="font-medium text-text group-hover:underline">{after.label}</span>
            </span>
            <ArrowRight aria-hidden className="size-4 text-muted" />
          </Link>
        )}
      </nav>
    </main>
  );
}
