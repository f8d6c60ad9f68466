import { disableKey } from "@/lib/keys/disable-key";
import { keyIdSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";
import { refuseMethod } from "../../../refuse-method";

export const POST = defineRoute(keyIdSchema, async (actor, input) => ({ key: await disableKey(actor, input) }), {
  params: { id: "keyId" },
});

const refused = refuseMethod("POST");

export { refused as DELETE, refused as GET, refused as OPTIONS, refused as PATCH, refused as PUT };
