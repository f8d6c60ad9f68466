import { randomBytes } from "node:crypto";
import { prisma } from "@/lib/db/prisma";

/**
 * The deployment's `import_key`, made at the first import. Gateways hear of it as of any change of settings, and look for imported
 * secrets from then on; before, what has not our form asks nobody. Not in the import's own transaction: that shares the
 * deployment's row with others, and two that then want to write it would wait for each other.
 */
export async function ensureImportKey(): Promise<{ importKey: Buffer; isNew: boolean }> {
  const made = await prisma().$executeRaw`
    UPDATE deployment SET import_key = ${randomBytes(32)} WHERE id = 1 AND import_key IS NULL`;
  const { importKey } = await prisma().deployment.findUniqueOrThrow({ where: { id: 1 }, select: { importKey: true } });
  if (importKey === null) throw new Error("The deployment's import key was taken away again.");
  return { importKey: Buffer.from(importKey), isNew: made > 0 };
}
