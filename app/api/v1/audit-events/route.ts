import { pageEvents } from "@/lib/audit/page-events";
import { pageEventsSchema } from "@/lib/audit/schema";
import { defineRoute } from "../define-route";
import { refuseMethod } from "../refuse-method";

export const GET = defineRoute(pageEventsSchema, pageEvents);

const refused = refuseMethod("GET");

export { refused as DELETE, refused as OPTIONS, refused as PATCH, refused as POST, refused as PUT };
