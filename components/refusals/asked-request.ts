import { createLoader, parseAsString } from "nuqs/server";

/** Which request a page is to explain: `?request=req_…`. */
export const loadAskedRequest = createLoader({ request: parseAsString.withDefault("") });
