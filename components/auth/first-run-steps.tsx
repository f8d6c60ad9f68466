const STEPS = [
  ["Create your account and team", "You own the team, and you configure this deployment."],
  ["Create a key", "Its secret is shown once; keep it in your secrets manager."],
  ["Ask the gateway", "A ready curl line checks the key against the running gateway."],
] as const;

/** First run: what the operator does now and what comes next. */
export function FirstRunSteps() {
  return (
    <ol className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      {STEPS.map(([title, text], i) => (
        <li key={title} className="flex gap-3 text-sm" aria-current={i === 0 ? "step" : undefined}>
          <span
            aria-hidden
            className={`tabular flex size-5 shrink-0 items-center justify-center rounded-full text-2xs ${i === 0 ? "bg-inverse text-on-inverse" : "border border-line-strong text-muted"}`}
          >
            {i + 1}
          </span>
          <span>
            <span className="block font-medium">{title}</span>
            <span className="text-muted text-xs">{text}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
