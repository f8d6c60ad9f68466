import type { ReactNode } from "react";

/** What a page of the sign-in column is for. */
export function AuthHeading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <header>
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="text-muted text-sm">{children}</p>
    </header>
  );
}
