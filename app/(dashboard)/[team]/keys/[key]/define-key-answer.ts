import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { defineTeamAnswer } from "../../define-team-answer";

/**
 * A question about one key that a dialog asks while it is open. A question and no action, since actions wait for one
 * another, and saving waits for nothing.
 * @param read what the query says, as fields of the schema
 */
export const defineKeyAnswer = <Schema extends z.ZodType, T>(
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<T>,
  read: (query: URLSearchParams) => object = () => ({}),
) =>
  defineTeamAnswer(({ actor }, { query, params }) => run(actor, schema.parse({ ...read(query), keyId: params.key })));
