import clsx from "clsx";
import { CircleCheck, CirclePause, CircleSlash, Hourglass, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Verdict } from "@/lib/rotation/verdict";
import { verdictReason, verdictTitle } from "@/lib/rotation/verdict-words";

const LOOKS: Record<Verdict["kind"], { icon: LucideIcon; ink: string; box: string }> = {
  in_use: { icon: TriangleAlert, ink: "text-warning", box: "bg-warning-soft" },
  settling: { icon: Hourglass, ink: "text-accent", box: "bg-accent-soft" },
  waiting: { icon: Hourglass, ink: "text-accent", box: "bg-accent-soft" },
  safe: { icon: CircleCheck, ink: "text-success", box: "bg-success-soft" },
  refused: { icon: CirclePause, ink: "text-muted", box: "bg-sunken" },
  ended: { icon: CircleSlash, ink: "text-muted", box: "bg-sunken" },
};

/** Whether the old secret can be ended, and why. `at`: when that was so, ISO 8601. */
export function VerdictNote({ verdict, at }: { verdict: Verdict; at: string }) {
  const { icon: Icon, ink, box } = LOOKS[verdict.kind];
  return (
    <div className={clsx("flex min-w-0 gap-3 rounded px-3 py-2.5", box)}>
      <Icon aria-hidden className={clsx("mt-0.5 size-5 shrink-0", ink)} />
      <p className="min-w-0 text-sm">
        {/* Announced when it changes; the reason counts seconds and would be announced with every refresh. */}
        <strong aria-live="polite" className={clsx("block font-semibold", ink)}>
          {verdictTitle(verdict)}
        </strong>
        {verdictReason(verdict, Date.parse(at))}
      </p>
    </div>
  );
}
