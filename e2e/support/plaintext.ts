import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Instance } from "./instance";

/** The random part of a secret: what no place may hold after the reveal. */
export const randomPart = (secret: string): string => secret.slice(-49, -6);

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Every place that holds this text: each table as text, every file of the data folder (PostgreSQL's own files and
 * write-ahead log, the spool), all output, and Next's caches.
 */
export async function placesHolding(instance: Instance, needle: string): Promise<string[]> {
  const places: string[] = [];
  await instance.database(async (client) => {
    const tables = await client.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    for (const { table_name } of tables.rows) {
      const { rows } = await client.query(
        `SELECT count(*)::int AS n FROM "${table_name}" t WHERE strpos(t::text, $1) > 0`,
        [needle],
      );
      if (rows[0].n > 0) places.push(`table ${table_name}`);
    }
  });
  for (const file of [...filesUnder(instance.folder), ...filesUnder(".next/cache"), ...filesUnder(".next/server")]) {
    if (statSync(file).size < 256 * 1_024 * 1_024 && readFileSync(file).includes(needle)) places.push(file);
  }
  return places;
}
