import { rotateOldKey } from "@/lib/keys/rotate-old-key";
import { rotateOldKeySchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";
import { refuseMethod } from "../../../refuse-method";

export const POST = defineRoute(rotateOldKeySchema, rotateOldKey, { params: { id: "keyId" } });

const refused = refuseMethod("POST");

export { refused as DELETE, refused as GET, refused as OPTIONS, refused as PATCH, refused as PUT };
