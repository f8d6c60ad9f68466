import { createKeyOperation, listKeys } from "@/lib/management-api/operations/keys";
import { defineRoute } from "../define-route";
import { refuseMethod } from "../refuse-method";

export const GET = defineRoute(listKeys);
export const POST = defineRoute(createKeyOperation);

const refused = refuseMethod("GET", "POST");

export { refused as DELETE, refused as OPTIONS, refused as PATCH, refused as PUT };
