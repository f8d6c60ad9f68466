import clsx from "clsx";
import type { ComponentProps } from "react";

export const inputClass = clsx(
  "w-full rounded border border-line-strong bg-surface px-2.5 text-base text-text transition-colors placeholder:text-muted cards:text-sm",
  "hover:border-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger aria-invalid:outline-danger",
);

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input dir="auto" {...rest} className={clsx(inputClass, "h-8", className)} />;
}

/** Enter begins a new line here; with Ctrl or ⌘ it submits, as Enter does in a field of one line. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      dir="auto"
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
      }}
      {...rest}
      className={clsx(inputClass, "min-h-16 resize-y py-1.5", className)}
    />
  );
}
