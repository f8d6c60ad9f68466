type Secret = { publicId: string; replaces: string | null; createdAt: Date };

/** When a secret was replaced: its successor's creation; null for one that was not. */
export const rotatedAt = (secrets: readonly Secret[], publicId: string): Date | null =>
  secrets.find(({ replaces }) => replaces === publicId)?.createdAt ?? null;
