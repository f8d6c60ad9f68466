import { endSecret } from "@/lib/keys/end-secret";
import { endSecretSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../../../define-route";

export const POST = defineRoute(endSecretSchema, async (actor, input) => ({ key: await endSecret(actor, input) }), {
  params: { id: "keyId" },
});
