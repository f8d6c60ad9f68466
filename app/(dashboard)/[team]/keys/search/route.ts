import { listKeys } from "@/lib/keys/list-keys";
import { listKeysSchema } from "@/lib/keys/schema";
import { defineTeamAnswer } from "../../define-team-answer";

const MOST = 8;

/** The palette's search: the few fields it shows, over both environments. */
export const GET = defineTeamAnswer(async ({ actor }, { query }) => {
  const { keys } = await listKeys(actor, listKeysSchema.parse({ q: query.get("q") ?? "", limit: MOST }));
  return keys.map(({ id, label, environment, masked }) => ({ id, label, environment, masked }));
});
