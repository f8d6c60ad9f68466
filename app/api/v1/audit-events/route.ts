import { listAuditEvents } from "@/lib/management-api/operations/reading";
import { defineRoute } from "../define-route";
import { refuseMethod } from "../refuse-method";

export const GET = defineRoute(listAuditEvents);

const refused = refuseMethod("GET");

export { refused as DELETE, refused as OPTIONS, refused as PATCH, refused as POST, refused as PUT };
