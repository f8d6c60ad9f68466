import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";

const keyOf = (version: number): Buffer => Buffer.alloc(32, version);

/** LATCHKEY_KEK for this test file's process: these versions, each always the same key. */
export function setKeks(...versions: number[]): Map<number, Buffer> {
  const keys = env().LATCHKEY_KEK as Map<number, Buffer>;
  keys.clear();
  for (const version of versions) keys.set(version, keyOf(version));
  return keys;
}

export async function setStorageMode(mode: "retrievable" | "irretrievable"): Promise<void> {
  await pool().query('UPDATE deployment SET storage_mode = $1::"StorageMode"', [mode]);
}

/** The version each sealed secret is under, by public id. */
export async function sealedVersions(): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ public_id: string; kek_version: number }>(
    "SELECT public_id, kek_version FROM sealed_secrets",
  );
  return new Map(rows.map((row) => [row.public_id, row.kek_version]));
}
