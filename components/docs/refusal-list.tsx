import type { RefusalCause } from "@/lib/verification/refusal";
import { REFUSAL_WORDS } from "./refusal-words";

/** What one status can mean, and what to do about each. */
export function RefusalList({ causes }: { causes: readonly RefusalCause[] }) {
  return (
    <ul>
      {causes.map((cause) => (
        <li key={cause}>
          {REFUSAL_WORDS[cause].when} <span className="text-muted">{REFUSAL_WORDS[cause].next}</span>
        </li>
      ))}
    </ul>
  );
}
