import { revokeKey } from "@/lib/keys/revoke-key";
import { revokeKeySchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";
import { refuseMethod } from "../../../refuse-method";

export const POST = defineRoute(revokeKeySchema, async (actor, input) => ({ key: await revokeKey(actor, input) }), {
  params: { id: "keyId" },
});

const refused = refuseMethod("POST");

export { refused as DELETE, refused as GET, refused as OPTIONS, refused as PATCH, refused as PUT };
