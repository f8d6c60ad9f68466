import type { Random } from "@/prisma/seed/random";
import type { Rhythm } from "@/prisma/seed/rhythm";
import { ALL_HOURS, type HistorySpec, PAST_HOURS } from "./alert-history";
import type { Flow, Place } from "./flow";

// How keys that nothing is wrong with are used. Each makes the description of one such key.

const DAILY: readonly Rhythm[] = ["business", "shoppers", "steady", "builds"];
const HOMES = ["DE", "SE", "US", "GB", "NL", "FR", "BR", "IN", "JP"] as const;

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
/** Between two numbers, evenly by their logarithms: as many small ones as large ones. */
export const between = (random: Random, low: number, high: number): number => low * (high / low) ** random();
export const place = (random: Random, country?: string): Place => ({
  address: Array.from({ length: 4 }, () => 1 + Math.floor(random() * 250)).join("."),
  country: country ?? pick(random, HOMES),
});

/** One to four addresses in one or two countries. */
function homes(random: Random): Place[] {
  const countries = [pick(random, HOMES), pick(random, HOMES)];
  return Array.from({ length: 1 + Math.floor(random() * 4) }, (_, i) => place(random, countries[i % 2]));
}

/** A daily rhythm, as most keys have it. */
export function daily(random: Random, low = 0.05, high = 4_000): Flow {
  const places = homes(random);
  const usualErrors = between(random, 0.001, 0.08);
  return {
    perHour: between(random, low, high),
    rhythm: pick(random, DAILY),
    unevenness: between(random, 0.03, 0.35),
    places: () => places,
    refused: random() < 0.3 ? between(random, 0.001, 0.2) : 0,
    failed: () => usualErrors,
    reported: random() < 0.8,
  };
}

const spec = (name: string, ...flows: Flow[]): HistorySpec => ({ name, flows, expected: [] });
type Shape = (random: Random) => HistorySpec;

const plain: Shape = (random) => spec("quiet", daily(random));

/** Two to eight times the calls of 90 days ago, day by day. */
const growing: Shape = (random) => {
  const growth = between(random, 2, 8);
  return spec("growing", { ...daily(random), factor: (i) => growth ** (i / (24 * 90)) });
};

/** A batch at one hour of the week, fifty times what the key makes otherwise; the hour differs by a few minutes. */
const weekly: Shape = (random) => {
  const hour = Math.floor(random() * 168);
  const base = daily(random, 0.5, 40);
  return spec("weekly", base, {
    ...base,
    rhythm: "steady",
    perHour: Math.max(600, 50 * base.perHour),
    factor: (i) => (i % 168 === hour ? 0.8 : i % 168 === (hour + 1) % 168 ? 0.2 : 0),
  });
};

/** Runs at night, in a time zone whose clocks are put forward within the judged days. */
const nightly: Shape = (random) => {
  const change = PAST_HOURS + Math.floor(random() * 600);
  const base = { ...daily(random), perHour: between(random, 30, 6_000) };
  const runs = (i: number) => ((i < change ? i : i + 1) % 24 === 2 ? 1 : 0);
  return spec("nightly, clocks put forward", { ...base, rhythm: "steady", factor: runs });
};

/** Batches at any hour, about one a day, each of another size. */
const bursty: Shape = (random) => {
  const often = between(random, 0.5, 3) / 24;
  const sizes = new Map<number, number>();
  for (let i = 0; i < ALL_HOURS; i++) if (random() < often) sizes.set(i, between(random, 0.5, 2));
  return spec("bursty", daily(random, 0.05, 5), {
    ...daily(random),
    perHour: between(random, 50, 5_000),
    rhythm: "steady",
    factor: (i) => sizes.get(i) ?? 0,
  });
};

/** Small bursts on top of a daily rhythm: one hour in fifty has up to two and a half times its calls. */
const restless: Shape = (random) => {
  const more = Array.from({ length: ALL_HOURS }, () => (random() < 0.02 ? between(random, 1.2, 2.5) : 1));
  return spec("restless", { ...daily(random), factor: (i) => more[i] ?? 1 });
};

/** Many of its responses fail, always; on some nights most of them do. */
const errorProne: Shape = (random) => {
  const usual = between(random, 0.1, 0.5);
  const night = between(random, 0.2, 0.9);
  const hour = Math.floor(random() * 24);
  return spec("error-prone", {
    ...daily(random),
    perHour: between(random, 5, 3_000),
    reported: true,
    failed: (i) => (i % 24 === hour ? night : usual),
  });
};

/** Called by machines that come and go, each with an address of its own. */
const elastic: Shape = (random) => {
  const country = pick(random, HOMES);
  const days = Array.from({ length: ALL_HOURS / 6 + 1 }, () => [place(random, country), place(random, country)]);
  return spec("elastic", {
    ...daily(random),
    refused: between(random, 0.001, 0.45),
    places: (i) => days[Math.floor(i / 6)] ?? [],
  });
};

/** Called from all over the world; countries come up that were not there before. */
const worldwide: Shape = (random) => {
  const countries = Array.from({ length: 60 }, (_, i) => `${"ABCDEFGH".charAt(i % 8)}${"QRSTUVWX".charAt(i >> 3)}`);
  const all = countries.map((country) => place(random, country));
  return spec("worldwide", {
    ...daily(random),
    perHour: between(random, 20, 2_000),
    places: (i) => Array.from({ length: 6 }, (_, k) => all[(i * 7 + k * 13) % Math.min(60, 20 + (i >> 6))] as Place),
  });
};

/** Fails for everybody from some hour on: it has expired, and its callers go on trying, from changing addresses too. */
const expired: Shape = (random) => {
  const base = random() < 0.5 ? daily(random) : (elastic(random).flows[0] as Flow);
  const end = PAST_HOURS - 1_000 + Math.floor(random() * 1_500);
  const retry = between(random, 0.05, 1);
  return spec(
    "expired, still tried",
    { ...base, until: end },
    { ...base, from: end, perHour: base.perHour * retry, refused: 1 },
  );
};

/** A quiet weekend in the middle of the week, and everything back to usual after it. */
const holiday: Shape = (random) => {
  const start = PAST_HOURS + 24 * Math.floor(random() * 20);
  return spec("holiday", { ...daily(random), factor: (i) => (i >= start && i < start + 72 ? 0.2 : 1) });
};

/** Made a few days before and put to use step by step, by one place after the other. */
const young: Shape = (random) => {
  const start = PAST_HOURS + Math.floor(random() * 400);
  const steps = [place(random), place(random), place(random)];
  return spec("young", {
    ...daily(random, 5, 4_000),
    from: start,
    factor: (i) => Math.min(1, (i - start + 1) / 72),
    places: (i) => steps.slice(0, 1 + Math.min(2, Math.floor((i - start) / 48))),
  });
};

/** Runs on the first day of each month, four hours long. */
const monthly: Shape = (random) => {
  const isFirst = (i: number) => (i / 24) % 30.4 < 1 && i % 24 >= 3 && i % 24 < 7;
  return spec("monthly", daily(random, 0.2, 20), {
    ...daily(random),
    rhythm: "steady",
    perHour: between(random, 300, 4_000),
    factor: (i) => (isFirst(i) ? 1 : 0),
  });
};

/** Rotated in the judged days; the last callers are switched over in the hour in which the old secret ends. */
const rotated: Shape = (random) => {
  const start = PAST_HOURS + Math.floor(random() * 400);
  const end = start + 48;
  const base = daily(random, 5, 2_000);
  return {
    name: "rotated",
    secrets: [end, null],
    flows: [
      { ...base, until: start },
      { ...base, secret: 1, from: start },
      { ...base, secret: 0, from: start, until: end + 1, perHour: base.perHour * 0.1 },
    ],
    expected: [],
  };
};

export const QUIET_SHAPES: readonly Shape[] = [
  plain,
  growing,
  weekly,
  nightly,
  bursty,
  restless,
  errorProne,
  elastic,
  worldwide,
  expired,
  holiday,
  young,
  monthly,
  rotated,
];
