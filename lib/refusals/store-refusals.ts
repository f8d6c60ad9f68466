import { pool } from "@/lib/db/pool";
import type { Refusal } from "./refusal";

// Of keys that are there: one that was deleted meanwhile has nobody to ask about it.
const INSERT = `
  INSERT INTO refused_requests (request_id, position, at, code, team_id, key_id, facts)
  SELECT r."requestId", r.position, to_timestamp(r.at / 1000.0), r.facts ->> 'code', k.team_id, k.id, r.facts
  FROM jsonb_to_recordset($1::jsonb) AS r ("requestId" text, position smallint, at float8, "teamId" uuid, "keyId" uuid, facts jsonb)
  LEFT JOIN keys k ON k.id = r."keyId" AND k.team_id = r."teamId"
  WHERE r."keyId" IS NULL OR k.id IS NOT NULL
  ON CONFLICT DO NOTHING`;

/** Keeps what a gateway has noted; what is kept already stays. */
export async function storeRefusals(refusals: readonly Refusal[]): Promise<void> {
  await pool().query(INSERT, [JSON.stringify(refusals)]);
}
