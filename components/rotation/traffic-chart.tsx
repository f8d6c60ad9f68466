"use client";

import { useTransition } from "react";
import { countPoints } from "@/components/usage/chart-points";
import { LineChart } from "@/components/usage/line-chart";
import type { Series } from "@/components/usage/series";
import { compact, whole } from "@/components/usage/usage-format";
import type { LiveSecret, RotationView } from "@/lib/rotation/view";
import { shortMask } from "./short-mask";

// Lines are told apart by their dashes, too; the new secret's is whole.
const OLD_LOOKS = [
  { color: "var(--chart-3)", dash: "5 3" },
  { color: "var(--chart-2)", dash: "2 2" },
  { color: "var(--chart-6)", dash: "8 2 2 2" },
];

const format = (value: number | null): string => (value === null ? "–" : whole(value));
const sum = ({ traffic }: LiveSecret): number => traffic.reduce<number>((all, calls) => all + (calls ?? 0), 0);

function seriesOf(secret: LiveSecret, label: string, look: Pick<Series, "color" | "dash">, starts: number[]): Series {
  const calls = new Map(starts.map((at, i) => [at, secret.traffic[i] ?? null]));
  return { id: secret.id, label, ...look, value: ({ at }) => calls.get(at) ?? null };
}

/** The old secrets' calls and the new one's on one axis, with the moment that one took over from the other. */
export function TrafficChart({ rotation }: { rotation: RotationView }) {
  const [, startTransition] = useTransition();
  const { starts, step, zone, current, ending } = rotation;
  const secrets = [...ending, ...(current ? [current] : [])];
  const all = starts.map((_, i) => {
    const known = secrets.flatMap(({ traffic }) => traffic[i] ?? []);
    return known.length === 0 ? null : known.reduce((total, calls) => total + calls, 0);
  });
  const series = [
    ...(current
      ? [seriesOf(current, `New ${shortMask(current.masked)}`, { color: "var(--chart-1)", dash: "" }, starts)]
      : []),
    ...ending.map((secret, i) =>
      seriesOf(
        secret,
        `Old ${shortMask(secret.masked)}`,
        OLD_LOOKS[i % OLD_LOOKS.length] ?? { color: "var(--chart-6)" },
        starts,
      ),
    ),
  ];
  const marks = ending.flatMap(({ rotatedAt }) => {
    const at = starts.findLast((start) => start <= Date.parse(rotatedAt));
    return at === undefined ? [] : [{ at, label: "Rotated" }];
  });
  const told = secrets.map(
    (secret) =>
      `${whole(sum(secret))} with ${secret === current ? "the new" : "the old"} secret ${shortMask(secret.masked)}`,
  );
  return (
    <LineChart
      title="Calls on the old and the new secret"
      summary={`Since shortly before the rotation: ${told.join(", ")}.`}
      points={countPoints(starts, all)}
      series={series}
      marks={marks}
      before={null}
      buckets={{ step, zone }}
      gap="Before the key was made"
      startTransition={startTransition}
      format={format}
      axisFormat={compact}
      nothing="No calls on either secret"
      least={3}
      isAlone
    />
  );
}
