import clsx from "clsx";
import type { ReactNode } from "react";

export type Tone = "neutral" | "success" | "warning" | "danger" | "accent" | "test";

const TONES: Record<Tone, string> = {
  neutral: "bg-env-live-soft text-env-live",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
  accent: "bg-accent-soft text-accent",
  test: "bg-env-test-soft text-env-test",
};

export function Badge({ tone = "neutral", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-2xs",
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
