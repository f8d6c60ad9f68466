import { disableKey } from "@/lib/keys/disable-key";
import { keyIdSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";

export const POST = defineRoute(keyIdSchema, async (actor, input) => ({ key: await disableKey(actor, input) }), {
  params: { id: "keyId" },
});
