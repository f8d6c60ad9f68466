import { createKey } from "@/lib/keys/create-key";
import { pageKeys } from "@/lib/keys/page-keys";
import { createKeySchema, pageKeysSchema } from "@/lib/keys/schema";
import { defineRoute } from "../define-route";
import { refuseMethod } from "../refuse-method";

export const GET = defineRoute(pageKeysSchema, pageKeys);
export const POST = defineRoute(createKeySchema, createKey, { status: 201 });

const refused = refuseMethod("GET", "POST");

export { refused as DELETE, refused as OPTIONS, refused as PATCH, refused as PUT };
