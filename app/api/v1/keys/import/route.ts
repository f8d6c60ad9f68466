import { importKeysOperation } from "@/lib/management-api/operations/import";
import { defineRoute } from "../../define-route";
import { refuseMethod } from "../../refuse-method";

export const POST = defineRoute(importKeysOperation);

const refused = refuseMethod("POST");

export { refused as DELETE, refused as GET, refused as OPTIONS, refused as PATCH, refused as PUT };
