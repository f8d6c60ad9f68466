// Why nothing is sent to an endpoint. Free of Node: the pages read it.

export type DisabledReason = "by_hand" | "failing" | "gone";

export const DISABLED_WORDS: Record<DisabledReason, string> = {
  by_hand: "somebody disabled it",
  failing: "nothing was delivered for five days",
  gone: "it answered 410 Gone",
};
