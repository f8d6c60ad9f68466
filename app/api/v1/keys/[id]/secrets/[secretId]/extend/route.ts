import { extendSecret } from "@/lib/keys/extend-secret";
import { extendSecretSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../../../define-route";
import { refuseMethod } from "../../../../../refuse-method";

export const POST = defineRoute(
  extendSecretSchema,
  async (actor, input) => ({ key: await extendSecret(actor, input) }),
  {
    params: { id: "keyId" },
  },
);

const refused = refuseMethod("POST");

export { refused as DELETE, refused as GET, refused as OPTIONS, refused as PATCH, refused as PUT };
