import type { By } from "@/lib/audit/record-event";
import type { LeakReporter } from "./leak-response";

/** `source`, `url`: as `LeakEvidence` has them. `by`: who the trail names. */
export type Leak = { reporter: LeakReporter; source: string; url: string; by: By };

/** acted: something followed · repeated: all of it had been done · over: the secret or its key had ended before. */
export type LeakOutcome = "acted" | "repeated" | "over";
