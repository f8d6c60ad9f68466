"use client";

import clsx from "clsx";
import { useBrand } from "./brand-context";

/** The sign of the product: the operator's logo, else a latch. Its name stands beside it, so that it says nothing itself. */
export function Mark({ className }: { className?: string }) {
  const { logoHash } = useBrand();
  if (logoHash !== null) {
    // biome-ignore lint/performance/noImgElement: a few kilobytes, in the size they are stored in.
    return <img src={`/api/logo/${logoHash}`} alt="" className={clsx("rounded-sm object-contain", className)} />;
  }
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="7" fill="var(--inverse)" />
      <circle cx="12.5" cy="16" r="4.75" fill="none" stroke="var(--on-inverse)" strokeWidth="2.5" />
      <path d="M17.25 16H25v4M21 16v3" fill="none" stroke="var(--on-inverse)" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}

/** The sign and the name, where the product shows who it is. */
export function MarkWithName({ small = false }: { small?: boolean }) {
  const { productName } = useBrand();
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Mark className={small ? "size-6 shrink-0" : "size-9 shrink-0"} />
      <span className={clsx("min-w-0 font-semibold", small ? "truncate text-sm" : "[overflow-wrap:anywhere]")}>
        {productName}
      </span>
    </div>
  );
}
