import { editKey } from "@/lib/keys/edit-key";
import { getKey } from "@/lib/keys/get-key";
import { editKeySchema, keyIdSchema } from "@/lib/keys/schema";
import { defineRoute } from "../../define-route";
import { refuseMethod } from "../../refuse-method";

const params = { id: "keyId" };

export const GET = defineRoute(keyIdSchema, async (actor, { keyId }) => ({ key: await getKey(actor, keyId) }), {
  params,
});
export const PATCH = defineRoute(editKeySchema, async (actor, input) => ({ key: await editKey(actor, input) }), {
  params,
});

const refused = refuseMethod("GET", "PATCH");

export { refused as DELETE, refused as OPTIONS, refused as POST, refused as PUT };
