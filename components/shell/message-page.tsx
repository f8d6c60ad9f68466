import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Mark } from "./mark";

type MessagePageProps = { title: string; children: ReactNode; action?: ReactNode };

/** A whole page that says one thing and offers the next step. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-5 px-4 text-center">
      <Mark className="size-8" />
      <div className="flex max-w-[420px] flex-col gap-1.5">
        <h1 className="font-semibold text-xl">{title}</h1>
        <div className="text-balance text-muted text-sm">{children}</div>
      </div>
      {action ?? (
        <Link href="/" className={buttonClass("secondary")}>
          Open the dashboard
        </Link>
      )}
    </main>
  );
}
