import type { LoggerInstance } from "next-auth";
import { log } from "@/lib/log";

type Described = { error?: unknown; providerId?: unknown };

/** What failed and the first word of why ("invalid_client", "state", "iss"): enough to mend it, and no value of anything. */
function reasonOf(metadata: unknown): { provider?: string; failure: string; reason?: string } {
  const { error = metadata, providerId } = (metadata ?? {}) as Described;
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  const reason = typeof message === "string" ? /^[a-z_]{2,40}\b/i.exec(message)?.[0] : undefined;
  return {
    ...(typeof providerId === "string" && { provider: providerId }),
    failure: typeof name === "string" ? name : "unknown",
    ...(reason && { reason }),
  };
}

/** next-auth would write whole errors to the console: with the state, the code and the profile in them. */
export const quietLogger: Partial<LoggerInstance> = {
  error: (code, metadata) => log.warn({ code, ...reasonOf(metadata) }, "a sign-in failed"),
  warn: (code) => log.warn({ code }, "next-auth warns"),
  debug: () => {},
};
