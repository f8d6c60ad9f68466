import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Instance } from "./instance";

/** The random part of a secret: what no place may hold after the reveal. */
export const randomPart = (secret: string): string => secret.slice(-49, -6);

/** What is looked for, by a name that may be printed. */
export type Needles = Record<string, string>;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Which of them this text or these bytes hold, as `name in place`. */
export const heldBy = (place: string, content: string | Buffer, needles: Needles): string[] =>
  Object.entries(needles).flatMap(([name, needle]) => (content.includes(needle) ? [`${name} in ${place}`] : []));

/**
 * Every place that holds one of these: each table as text (bytes are hexadecimal there), every file of the data folder
 * (PostgreSQL's own files and write-ahead log, the spool), all output, and Next's caches.
 */
export async function placesHolding(instance: Instance, needles: Needles): Promise<string[]> {
  const places: string[] = [];
  await instance.database(async (client) => {
    const tables = await client.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    for (const { table_name } of tables.rows) {
      for (const [name, needle] of Object.entries(needles)) {
        const { rows } = await client.query(
          `SELECT count(*)::int AS n FROM "${table_name}" t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0`,
          [needle, Buffer.from(needle).toString("hex")],
        );
        if (rows[0].n > 0) places.push(`${name} in table ${table_name}`);
      }
    }
  });
  for (const file of [...filesUnder(instance.folder), ...filesUnder(".next/cache"), ...filesUnder(".next/server")]) {
    if (statSync(file).size < 256 * 1_024 * 1_024) places.push(...heldBy(file, readFileSync(file), needles));
  }
  return places;
}
