"use client";

import clsx from "clsx";
import { useAnswer } from "@/components/shell/use-answer";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/now";
import type { Policy } from "@/lib/policies/policy";
import type { PolicyEffect } from "@/lib/policies/preview-policy";
import { effectWords } from "./effect-words";

const PAUSE_MS = 400;
const long = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

/**
 * Before it is saved: which keys are not as the draft wants them, and what becomes of them.
 * @param path of the route that counts them
 * @param draft null while it cannot be saved as it is
 */
export function EffectNote({ path, draft, inForce }: { path: string; draft: object | null; inForce: Policy }) {
  const now = useNow();
  const { data, waiting, error } = useAnswer<PolicyEffect>(
    draft === null ? null : `${path}?policy=${encodeURIComponent(JSON.stringify(draft))}`,
    PAUSE_MS,
  );
  const said = data === null ? [] : effectWords(data, inForce, now, (at) => long().format(at));
  return (
    <div aria-live="polite" className={clsx("transition-opacity", waiting && data !== null && "opacity-60")}>
      {error !== null && <p className="text-muted text-xs">Which keys this touches cannot be told: {error}</p>}
      {said.length > 0 && (
        <Notice tone="warning">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
    </div>
  );
}
