"use client";

import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/now";
import type { KeyView } from "@/lib/keys/view";
import { keysInWords } from "./finding-words";

const RECENT_MS = 30 * 86_400_000;

type ChosenKeysProps = {
  known: readonly KeyView[];
  count: number;
  /** Will whatever uses them be refused? */
  stops: boolean;
};

/** Which keys it is about, by name, and a warning about those that somebody uses. */
export function ChosenKeys({ known, count, stops }: ChosenKeysProps) {
  const now = useNow();
  const used = known.filter(({ lastUsed }) => lastUsed !== null && now - Date.parse(lastUsed.at) < RECENT_MS);
  return (
    <>
      {stops && used.length > 0 && (
        <Notice tone="warning">
          {count === 1 ? "It was" : `${used.length.toLocaleString("en")} of them ${used.length === 1 ? "was" : "were"}`}{" "}
          used in the last 30 days:{" "}
          {used
            .slice(0, 3)
            .map(({ label }) => label)
            .join(", ")}
          {used.length > 3 && ` and ${(used.length - 3).toLocaleString("en")} more`}. Whatever uses{" "}
          {used.length === 1 ? "it" : "them"} is refused at once.
        </Notice>
      )}
      <KeyNames known={known} count={count} />
    </>
  );
}

function KeyNames({ known, count }: Pick<ChosenKeysProps, "known" | "count">) {
  return (
    <section
      aria-label="Chosen keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-36 overflow-y-auto rounded border border-line bg-sunken px-3 py-2"
    >
      <ul className="text-sm leading-6">
        {known.map(({ id, label, masked }) => (
          <li key={id} className="flex justify-between gap-3">
            <bdi className="truncate">{label}</bdi>
            <span className="tabular shrink-0 text-muted text-xs leading-6 max-cards:hidden">{masked}</span>
          </li>
        ))}
        {count > known.length && <li className="text-muted">and {keysInWords(count - known.length)} on other pages</li>}
      </ul>
    </section>
  );
}
