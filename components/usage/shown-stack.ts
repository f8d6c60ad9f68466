import { showId } from "@/lib/ids";
import type { KeyView } from "@/lib/keys/view";
import type { KeyStack } from "@/lib/usage/stack-keys";
import type { Stack } from "./usage-panel";

/** A stack as it travels to the browser. `views`: by shown id; a key is told by its label. */
export const shownStack = (stack: readonly KeyStack[], views: ReadonlyMap<string, KeyView>): Stack => ({
  keys: stack.map(({ keyId, requests }) => {
    const id = keyId === null ? null : showId("key", keyId);
    return { id, requests, label: id === null ? "Other keys" : (views.get(id)?.label ?? id) };
  }),
  counts: stack.map(({ counts }) => counts),
});
