import clsx from "clsx";

const STEPS = [
  "Create your account and team",
  "Create a key and keep its secret",
  "Check it against the gateway with curl",
];

/** First run: what the operator does now and what comes next. */
export function FirstRunSteps() {
  return (
    <ol className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3">
      {STEPS.map((step, i) => (
        <li
          key={step}
          aria-current={i === 0 ? "step" : undefined}
          className={clsx("flex items-center gap-2.5 text-sm", i > 0 && "text-muted")}
        >
          <span
            aria-hidden
            className={clsx(
              "tabular flex size-5 shrink-0 items-center justify-center rounded-full text-2xs",
              i === 0 ? "bg-inverse text-on-inverse" : "border border-line-strong",
            )}
          >
            {i + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}
