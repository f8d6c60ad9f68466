import { Notice } from "@/components/ui/notice";
import type { ActedOnKeys } from "@/lib/key-review/act-on-keys";
import type { KeyView } from "@/lib/keys/view";
import { keysInWords } from "./finding-words";

type RefusedKeysProps = { outcome: ActedOnKeys; known: readonly KeyView[]; done: string };

/** What was not done, key by key, and why; what was done is said first. */
export function RefusedKeys({ outcome, known, done }: RefusedKeysProps) {
  const labels = new Map(known.map(({ id, label }) => [id, label]));
  return (
    <>
      <Notice tone="warning" announce>
        {outcome.done.length > 0 && `${done}. `}
        {keysInWords(outcome.refused.length)} {outcome.refused.length === 1 ? "was" : "were"} left as{" "}
        {outcome.refused.length === 1 ? "it is" : "they are"}.
      </Notice>
      <ul className="flex max-h-60 flex-col gap-2 overflow-y-auto text-sm">
        {outcome.refused.map(({ keyId, message }) => (
          <li key={keyId}>
            <bdi className="block font-medium">{labels.get(keyId) ?? keyId}</bdi>
            <span className="text-muted text-xs">{message}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
