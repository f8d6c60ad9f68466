import { endSecret } from "@/lib/keys/end-secret";
import { endSecretSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../../../define-route";
import { refuseMethod } from "../../../../../refuse-method";

export const POST = defineRoute(endSecretSchema, async (actor, input) => ({ key: await endSecret(actor, input) }), {
  params: { id: "keyId" },
});

const refused = refuseMethod("POST");

export { refused as DELETE, refused as GET, refused as OPTIONS, refused as PATCH, refused as PUT };
