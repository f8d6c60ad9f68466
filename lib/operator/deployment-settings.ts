import { prisma, type Transaction } from "@/lib/db/prisma";
import type { LeakResponse } from "@/lib/leaks/leak-response";
import { readCatalogue, type ScopeEntry } from "./scope-catalogue";

export type DeploymentSettings = {
  productName: string;
  keyPrefix: string;
  /** Of keys made earlier, which go on working. */
  formerKeyPrefixes: string[];
  /** In the operator's order, retired ones among them. */
  scopes: ScopeEntry[];
  defaultRateLimit: { limit: number; windowSeconds: number };
  /** Whether secrets made now can be shown again (product S2, S3). */
  storageMode: "irretrievable" | "retrievable";
  /** What follows a leak report of GitHub or of a member (product O5). */
  leakResponse: LeakResponse;
};

/** What the provider decided for this deployment. */
export async function deploymentSettings(tx: Transaction = prisma()): Promise<DeploymentSettings> {
  const row = await tx.deployment.findUniqueOrThrow({ where: { id: 1 }, omit: { logo: true } });
  return {
    productName: row.productName,
    keyPrefix: row.keyPrefix,
    formerKeyPrefixes: row.formerKeyPrefixes,
    scopes: readCatalogue(row.scopes),
    defaultRateLimit: { limit: row.defaultRateLimit, windowSeconds: row.defaultWindowSeconds },
    storageMode: row.storageMode,
    leakResponse: row.leakResponse,
  };
}
