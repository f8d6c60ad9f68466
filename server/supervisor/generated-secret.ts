import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a file only its owner can read, whole or not at all. */
export function writePrivately(file: string, content: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}

/** The secret of that name in the data folder (mode 0600), 256 bits of the CSPRNG, made at the first call. */
export function generatedSecret(
  dataFolder: string,
  name: "nextauth-secret" | "postgres-password" | "postgres-application-password" | "kek",
): string {
  const file = join(dataFolder, name);
  if (!existsSync(file)) writePrivately(file, randomBytes(32).toString("base64url"));
  return readFileSync(file, "utf8").trim();
}
