import type { RevealedKey } from "@/lib/keys/view";

/** What is kept of an answer that reveals a secret: the secret masked, as it is shown everywhere (product S1, S4). */
export const keptRevealed = (answer: RevealedKey): RevealedKey => ({ ...answer, secret: answer.key.masked });
