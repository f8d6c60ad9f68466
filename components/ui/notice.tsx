import clsx from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const LOOKS = {
  info: { box: "border-line bg-sunken", icon: Info, ink: "text-muted" },
  warning: { box: "border-transparent bg-warning-soft", icon: TriangleAlert, ink: "text-warning" },
  danger: { box: "border-transparent bg-danger-soft", icon: CircleAlert, ink: "text-danger" },
} as const;

type NoticeProps = { tone?: keyof typeof LOOKS; announce?: boolean; children: ReactNode };

/** A sentence that must be read before going on. `announce`: it appeared because of something the person did. */
export function Notice({ tone = "info", announce = false, children }: NoticeProps) {
  const { box, icon: Icon, ink } = LOOKS[tone];
  return (
    <div role={announce ? "alert" : undefined} className={clsx("flex gap-2.5 rounded border px-3 py-2 text-sm", box)}>
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
