import { secretContext, totpContext, webhookContext } from "./contexts";

/** A table with the columns `sealed` and `kek_version`. */
export type SealedTable = {
  table: string;
  /** What is sealed in it, as said to the operator. */
  holds: "secrets" | "secondFactors" | "webhookSecrets";
  /** Its primary key, of which every value is above `lowest`. */
  id: string;
  idType: string;
  lowest: string;
  /** What an envelope's context is made of: columns, and where they come from (`e` is the table). */
  columns: string;
  from: string;
  context: (row: Record<string, string>) => string[];
};

/** Everything that is sealed. A test finds a table that is missing here. */
export const SEALED_TABLES: readonly SealedTable[] = [
  {
    table: "sealed_secrets",
    holds: "secrets",
    id: "public_id",
    idType: "char(12)",
    lowest: "",
    columns: `k.team_id AS "teamId", k.id AS "keyId", e.public_id AS "publicId"`,
    from: "sealed_secrets e JOIN secrets s ON s.public_id = e.public_id JOIN keys k ON k.id = s.key_id",
    context: ({ teamId = "", keyId = "", publicId = "" }) => secretContext({ teamId, keyId, publicId }),
  },
  {
    table: "second_factors",
    holds: "secondFactors",
    id: "user_id",
    idType: "uuid",
    lowest: "00000000-0000-0000-0000-000000000000",
    columns: `e.user_id AS "userId"`,
    from: "second_factors e",
    context: ({ userId = "" }) => totpContext({ userId }),
  },
  {
    table: "webhook_secrets",
    holds: "webhookSecrets",
    id: "id",
    idType: "uuid",
    lowest: "00000000-0000-0000-0000-000000000000",
    columns: `p.team_id AS "teamId", p.id AS "endpointId", e.id AS "secretId"`,
    from: "webhook_secrets e JOIN webhook_endpoints p ON p.id = e.endpoint_id",
    context: ({ teamId = "", endpointId = "", secretId = "" }) => webhookContext({ teamId, endpointId, secretId }),
  },
];
