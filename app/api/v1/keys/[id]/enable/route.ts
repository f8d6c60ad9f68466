import { enableKey } from "@/lib/keys/enable-key";
import { keyIdSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";
import { refuseMethod } from "../../../refuse-method";

export const POST = defineRoute(keyIdSchema, async (actor, input) => ({ key: await enableKey(actor, input) }), {
  params: { id: "keyId" },
});

const refused = refuseMethod("POST");

export { refused as DELETE, refused as GET, refused as OPTIONS, refused as PATCH, refused as PUT };
