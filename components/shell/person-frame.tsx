import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { MarkWithName } from "./mark";
import { PageBody } from "./page-body";
import { SectionLayout, type SectionLink } from "./section-nav";

type PersonFrameProps = { title: string; intro?: string; links: readonly SectionLink[]; children: ReactNode };

/** The frame around pages that belong to no team: a person's account, the operator's deployment. */
export function PersonFrame({ title, intro, links, children }: PersonFrameProps) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-[90] focus-visible:rounded focus-visible:bg-inverse focus-visible:px-3 focus-visible:py-1.5 focus-visible:text-on-inverse"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 border-line border-b bg-canvas">
        <div className="mx-auto flex h-12 max-w-[1280px] items-center gap-2.5 px-4 cards:px-6">
          <MarkWithName small />
          <Link href="/" className={buttonClass("secondary", "sm", "ml-auto")}>
            Back to the team
          </Link>
        </div>
      </header>
      <PageBody title={title} intro={intro}>
        <SectionLayout label={title} links={links}>
          {children}
        </SectionLayout>
      </PageBody>
    </>
  );
}
