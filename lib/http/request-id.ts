import { randomBytes } from "node:crypto";

// 64 random bits name the process, a counter the request: unique without asking the CSPRNG for every request.
const PROCESS = randomBytes(8).readBigUInt64BE().toString(36).padStart(13, "0");
let count = 0;

/** A new `req_…`. One from outside is never taken over: it would let a caller write into our logs and answers. */
export function newRequestId(): string {
  count++;
  return `req_${PROCESS}${count.toString(36)}`;
}
