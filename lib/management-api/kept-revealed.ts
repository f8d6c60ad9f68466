import type { KeyView } from "@/lib/keys/view";

/** What is kept of an answer that may reveal a secret: the secret masked, as it is shown everywhere (product S1, S4). */
export const keptRevealed = <Answer extends { key: KeyView }>(answer: Answer): Answer =>
  "secret" in answer ? { ...answer, secret: answer.key.masked } : answer;
