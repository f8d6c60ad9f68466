import { prisma } from "@/lib/db/prisma";
import { configuredProviders, providerName } from "./configured-providers";
import { PROVIDERS, type ProviderView } from "./provider";

export type LinkedAccountView = ProviderView & {
  /** What the account is called there and when it was linked, or null when none is. */
  linked: { account: string; at: string } | null;
  /** False for one linked earlier whose provider the operator has taken away: it can only be unlinked. */
  isConfigured: boolean;
};

/** Every provider that is configured here or linked already, for the person's own page. */
export async function listLinkedAccounts(userId: string): Promise<LinkedAccountView[]> {
  const rows = await prisma().linkedAccount.findMany({ where: { userId } });
  const configured = configuredProviders().map(({ id }) => id);
  return PROVIDERS.filter((id) => configured.includes(id) || rows.some((row) => row.provider === id)).map((id) => {
    const row = rows.find(({ provider }) => provider === id);
    return {
      id,
      name: providerName(id),
      linked: row ? { account: row.name, at: row.createdAt.toISOString() } : null,
      isConfigured: configured.includes(id),
    };
  });
}
