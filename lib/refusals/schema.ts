import { z } from "zod";

/** What a gateway's answer names itself by. Free of Node, so that the browser can load it. */
export const REQUEST_ID = /^req_[0-9a-z]{8,60}$/;

/** NUL and the like are no id that anything has. */
export const explainRequestSchema = z.strictObject({ requestId: z.string().trim().max(200) });
export type ExplainRequestInput = z.output<typeof explainRequestSchema>;
