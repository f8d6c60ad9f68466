import { enableKey } from "@/lib/keys/enable-key";
import { keyIdSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";

export const POST = defineRoute(keyIdSchema, async (actor, input) => ({ key: await enableKey(actor, input) }), {
  params: { id: "keyId" },
});
