import { rotateKey } from "@/lib/keys/rotate-key";
import { rotateKeySchema } from "@/lib/keys/schema";
import { defineRoute } from "../../../define-route";

export const POST = defineRoute(rotateKeySchema, rotateKey, { params: { id: "keyId" } });
