import { clock } from "@/lib/clock";

const SAME_AGAIN_MS = 10_000;

type Say = (what: string, error: unknown) => void;

/** Says the same trouble at most once in ten seconds: an outage is one story, not a line per request. */
export function calmly(say: Say): Say {
  const saidAt = new Map<string, number>();
  return (what, error) => {
    const now = clock.ms();
    if (now - (saidAt.get(what) ?? Number.NEGATIVE_INFINITY) < SAME_AGAIN_MS) return;
    saidAt.set(what, now);
    say(what, error);
  };
}
