import { COUNT_COLUMNS } from "../outcome";
import type { UsageScope } from "../usage-store";
import type { Stretch } from "./cover";
import { type CountFamily, type DetailFamily, isOfTeam, type Level } from "./levels";

/** SQL that can stand in a FROM, and its values. */
export type Stored = { sql: string; values: unknown[] };
/** Narrowed to one key, or to some. */
export type StoredScope = UsageScope & { keyIds?: readonly string[] };

const COUNTED = `bucket, ${COUNT_COLUMNS.join(", ")}, latency`;
const COUNTED_OF_KEY = `key_id, secret_id, ${COUNTED}`;

function conditions(scope: StoredScope, values: unknown[], family: CountFamily | DetailFamily): string {
  values.push(scope.teamId, scope.environment);
  let where = 'team_id = $1 AND environment = $2::"Environment"';
  if (isOfTeam(family)) return where;
  if (scope.keyId !== undefined) where += ` AND key_id = $${values.push(scope.keyId)}`;
  if (scope.keyIds !== undefined) where += ` AND key_id = ANY($${values.push(scope.keyIds)}::uuid[])`;
  if (scope.secretId !== undefined) where += ` AND secret_id = $${values.push(scope.secretId)}`;
  return where;
}

const within = ({ from, to }: Stretch, values: unknown[]): string =>
  `bucket >= $${values.push(new Date(from))} AND bucket < $${values.push(new Date(to))}`;

/** What a team's own rows do not hold yet is in the rows of its secrets, for whoever their key is. */
const holdsUnrolled = (family: CountFamily, level: Level): boolean => family === "usage" && level === "minutes";

/**
 * The rows that say how much happened in the stretches: those of each stretch's level and, where that does not hold them, the
 * minutes not yet added to it. One statement reads both in one snapshot: a roll-up under way is seen whole or not at all.
 */
export function storedCounts(family: CountFamily, scope: StoredScope, stretches: readonly Stretch[]): Stored {
  const values: unknown[] = [];
  const where = conditions(scope, values, family);
  const columns = family === "usage" ? COUNTED_OF_KEY : COUNTED;
  const selects = stretches.flatMap((stretch) => {
    const time = within(stretch, values);
    const rolled = `SELECT ${columns} FROM ${family}_${stretch.level} WHERE ${where} AND ${time}`;
    if (holdsUnrolled(family, stretch.level)) return [rolled];
    return [rolled, `SELECT ${columns} FROM usage_minutes WHERE ${where} AND ${time} AND NOT rolled`];
  });
  return { sql: selects.join("\nUNION ALL "), values };
}

/** The same for details, of which those not yet rolled up stand apart. */
export function storedDetails(family: DetailFamily, scope: StoredScope, stretches: readonly Stretch[]): Stored {
  const values: unknown[] = [];
  const where = conditions(scope, values, family);
  const selects = stretches.flatMap((stretch) => {
    const time = within(stretch, values);
    return [`${family}_${stretch.level}`, "usage_detail_parts"].map(
      (table) => `SELECT detail FROM ${table} WHERE ${where} AND ${time}`,
    );
  });
  return { sql: selects.join("\nUNION ALL "), values };
}
