import { requireOperator } from "@/lib/auth/require-operator";
import { prisma } from "@/lib/db/prisma";
import type { Operator } from "./operator";
import type { SignUpMode, StorageMode } from "./schema";

export type Policies = {
  storageMode: StorageMode;
  /** Secrets that can be shown again: made while the mode was retrievable, and not ended since. */
  sealedSecrets: number;
  signUpMode: SignUpMode;
  signUpDomains: string[];
};

/** What only the operator's own pages tell. @throws DomainError forbidden */
export async function readPolicies(person: Operator): Promise<Policies> {
  requireOperator(person);
  const [row, sealedSecrets] = await Promise.all([
    prisma().deployment.findUniqueOrThrow({
      where: { id: 1 },
      select: { storageMode: true, signUpMode: true, signUpDomains: true },
    }),
    prisma().sealedSecret.count(),
  ]);
  return { ...row, sealedSecrets };
}
