import { editKeyOperation, getKeyOperation } from "@/lib/management-api/operations/keys";
import { defineRoute } from "../../define-route";
import { refuseMethod } from "../../refuse-method";

export const GET = defineRoute(getKeyOperation);
export const PATCH = defineRoute(editKeyOperation);

const refused = refuseMethod("GET", "PATCH");

export { refused as DELETE, refused as OPTIONS, refused as POST, refused as PUT };
