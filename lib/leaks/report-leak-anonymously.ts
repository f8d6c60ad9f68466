import { setTimeout as pause } from "node:timers/promises";
import type { RequestFrom } from "@/lib/auth/request-from";
import { countAttempt, subject } from "@/lib/auth/throttle";
import { keysInText } from "./keys-in-text";
import { reportLeaks } from "./report-leaks";
import type { ReportLeakInput } from "./schema";

const REPORTS_PER_IP = 20;
const MOST_KEYS = 20;
/** Longer than a report of a known secret takes. Milliseconds. */
const STEP_MS = 400;

/**
 * What somebody reports who gives no name. Whoever they are and whatever they send, they learn nothing: neither by the answer nor,
 * since it comes at a whole step of time, by how long it takes. Their address is counted, and kept nowhere else.
 * @throws DomainError too_many_requests; unavailable
 */
export async function reportLeakAnonymously(from: RequestFrom, { text, url }: ReportLeakInput): Promise<null> {
  const { ip, requestId } = from;
  if (ip !== null) await countAttempt([{ subject: subject("leak-from", ip), limit: REPORTS_PER_IP }]);
  const began = performance.now();
  const by = { kind: "system" as const, id: null, name: "Anonymous report", ip: null, userAgent: null, requestId };
  try {
    const reports = keysInText(text, MOST_KEYS).map((token) => ({ token, source: "", url }));
    await reportLeaks(reports, { reporter: { kind: "anonymous" }, by });
    return null;
  } finally {
    await pause(STEP_MS - ((performance.now() - began) % STEP_MS));
  }
}
