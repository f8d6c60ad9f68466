import Link from "next/link";
import type { ReactNode } from "react";
import { MarkWithName } from "@/components/shell/mark";

// Whether this is the first run is asked of the database on every visit.
export const dynamic = "force-dynamic";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 cards:py-[12vh]">
      <main className="flex w-full max-w-[360px] grow flex-col gap-6">
        <MarkWithName />
        {children}
      </main>
      <footer className="mt-10 text-muted text-xs">
        <Link href="/docs/authentication" className="inline-block py-1 hover:text-text hover:underline">
          How authentication works
        </Link>
      </footer>
    </div>
  );
}
