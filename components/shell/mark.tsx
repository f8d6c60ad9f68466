/** The sign of the product: a latch. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="7" fill="var(--inverse)" />
      <circle cx="12.5" cy="16" r="4.75" fill="none" stroke="var(--on-inverse)" strokeWidth="2.5" />
      <path d="M17.25 16H25v4M21 16v3" fill="none" stroke="var(--on-inverse)" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}
