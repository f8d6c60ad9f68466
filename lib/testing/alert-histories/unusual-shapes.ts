import type { Random } from "@/prisma/seed/random";
import { type Expected, type HistorySpec, PAST_HOURS } from "./alert-history";
import type { Flow } from "./flow";
import { between, daily, pick, place } from "./quiet-shapes";

// What an owner wants to be told of. Each makes a key with a quiet past, the unusual thing, and what is to be found when.

type Shape = (random: Random) => HistorySpec;
const moment = (random: Random): number => PAST_HOURS + 24 + Math.floor(random() * 600);
const during = (start: number, hours: number, expected: Pick<Expected, "kind" | "subject">): Expected => ({
  ...expected,
  from: start,
  to: start + hours,
});
const STRANGE = ["KP", "VN", "NG", "RO", "PA", "ID"] as const;

/** A loop without a pause, a campaign nobody told of: five to twenty times the calls for some hours. */
const incident: Shape = (random) => {
  const [start, hours] = [moment(random), 1 + Math.floor(random() * 5)];
  const times = between(random, 5, 20);
  const base = daily(random, 400, 3_000);
  return {
    name: "incident",
    flows: [
      {
        ...base,
        rhythm: pick(random, ["business", "shoppers", "steady"]),
        factor: (i) => (i >= start && i < start + hours ? times : 1),
      },
    ],
    expected: [during(start, hours, { kind: "spike", subject: "" })],
  };
};

/** A small key that is suddenly used by the thousand. */
const awakened: Shape = (random) => {
  const [start, hours] = [moment(random), 1 + Math.floor(random() * 5)];
  const base = daily(random, 0.1, 20);
  return {
    name: "awakened",
    flows: [
      base,
      { ...base, rhythm: "steady", perHour: between(random, 400, 5_000), from: start, until: start + hours },
    ],
    expected: [during(start, hours, { kind: "spike", subject: "" })],
  };
};

/** The service behind has trouble: a quarter to all of its answers fail. */
const failing: Shape = (random) => {
  const [start, hours] = [moment(random), 1 + Math.floor(random() * 6)];
  const share = between(random, 0.25, 0.95);
  const usual = between(random, 0.001, 0.06);
  return {
    name: "failing",
    flows: [
      {
        ...daily(random),
        rhythm: "steady",
        perHour: between(random, 150, 4_000),
        reported: true,
        refused: 0,
        failed: (i) => (i >= start && i < start + hours ? share : usual),
      },
    ],
    expected: [during(start, hours, { kind: "error_jump", subject: "" })],
  };
};

/** Stolen, and used with care: a few calls from a country the key was never used from. */
const stolenQuietly: Shape = (random) => {
  const [start, hours] = [moment(random), 2 + Math.floor(random() * 48)];
  const [thief, base] = [place(random, pick(random, STRANGE)), daily(random)];
  const theft: Flow = { ...base, rhythm: "steady", perHour: between(random, 1, 15), from: start, until: start + hours };
  return {
    name: "stolen, used with care",
    flows: [base, { ...theft, places: () => [thief], refused: 0.05 }],
    expected: [during(start, hours, { kind: "new_country", subject: thief.country })],
  };
};

/** Stolen, and tried out: a stranger asks for everything and is mostly refused. */
const stolenLoudly: Shape = (random) => {
  const [start, hours] = [moment(random), 1 + Math.floor(random() * 6)];
  const [thief, base] = [
    place(random, pick(random, STRANGE)),
    { ...daily(random, 400, 4_000), refused: 0.005, rhythm: "steady" as const },
  ];
  const theft: Flow = { ...base, perHour: between(random, 60, 150), from: start, until: start + hours };
  return {
    name: "stolen, tried out",
    flows: [base, { ...theft, places: () => [thief], refused: between(random, 0.7, 1) }],
    expected: [
      during(start, hours, { kind: "new_country", subject: thief.country }),
      during(start, hours, { kind: "refusal_burst", subject: thief.address }),
    ],
  };
};

/** Somebody in the same country tries a key that he was not given. */
const probed: Shape = (random) => {
  const [start, hours] = [moment(random), 1 + Math.floor(random() * 4)];
  const base = { ...daily(random, 300, 4_000), refused: random() < 0.5 ? 0 : 0.01, rhythm: "steady" as const };
  const stranger = place(random, base.places(0)[0]?.country);
  const tries: Flow = { ...base, perHour: between(random, 60, 300), from: start, until: start + hours, refused: 0.95 };
  return {
    name: "probed",
    flows: [base, { ...tries, places: () => [stranger] }],
    expected: [during(start, hours, { kind: "refusal_burst", subject: stranger.address })],
  };
};

/** Not used for 31 to 80 days, and then again. */
const awake: Shape = (random) => {
  const back = moment(random);
  const idle = 24 * Math.ceil(between(random, 31, 80));
  const base = daily(random, 2, 100);
  return {
    name: "idle, then used",
    flows: [
      { ...base, rhythm: "steady", until: back - idle },
      { ...base, rhythm: "steady", from: back },
    ],
    // At two calls an hour the first may come some hours later.
    expected: [during(back, 12, { kind: "idle_use", subject: "" })],
  };
};

/** Rotated; one machine was forgotten and goes on with the secret that ended. */
const forgotten: Shape = (random) => {
  const start = PAST_HOURS - Math.floor(random() * 200);
  const end = start + Math.floor(between(random, 24, 300));
  const base = daily(random, 5, 2_000);
  const machine = { ...base, places: () => base.places(0).slice(0, 1), rhythm: "steady" as const };
  return {
    name: "rotated, a caller forgotten",
    secrets: [end, null],
    flows: [
      { ...base, until: start },
      { ...base, secret: 1, from: start },
      { ...machine, secret: 0, from: start, perHour: between(random, 0.3, 4) },
    ],
    expected: [during(Math.max(end, PAST_HOURS), 24 * 40, { kind: "retired_secret", subject: "secret 0" })],
  };
};

export const UNUSUAL_SHAPES: readonly Shape[] = [
  incident,
  awakened,
  failing,
  stolenQuietly,
  stolenLoudly,
  probed,
  awake,
  forgotten,
];
