import type { KeyView, SecretView } from "@/lib/keys/view";

/** A secret in its grace. `rotatedAt`: when its successor was made, in milliseconds. */
export type ReplacedSecret = SecretView & { endsAt: string; rotatedAt: number };

/** The secrets in their grace; each was replaced when the one after it was made. */
export const replacedSecrets = ({ secrets }: KeyView): ReplacedSecret[] =>
  secrets.flatMap((secret, i) => {
    const successor = secrets[i - 1];
    if (secret.status !== "ending" || secret.endsAt === null) return [];
    return [{ ...secret, endsAt: secret.endsAt, rotatedAt: Date.parse(successor?.createdAt ?? secret.createdAt) }];
  });
