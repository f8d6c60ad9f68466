import { revokeKey } from "@/lib/keys/revoke-key";
import { revokeKeySchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";

export const POST = defineRoute(revokeKeySchema, async (actor, input) => ({ key: await revokeKey(actor, input) }), {
  params: { id: "keyId" },
});
