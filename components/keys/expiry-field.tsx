"use client";

import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNow } from "@/components/ui/now";
import { Select } from "@/components/ui/select";

const DAY_MS = 86_400_000;
const KEY_PRESETS = [7, 30, 60, 90];

/** A number is one of days. */
type ExpiryChoice = "keep" | `${number}` | "date" | "never";
/** `date`: `YYYY-MM-DD` in the person's own time zone; what expires lives to the end of that day. */
export type Expiry = { choice: ExpiryChoice; date: string };

export const firstExpiry = (maximumDays: number | null): Expiry => ({
  choice:
    maximumDays === null || maximumDays >= 90
      ? "90"
      : (String(KEY_PRESETS.findLast((d) => d <= maximumDays) ?? "date") as ExpiryChoice),
  date: "",
});

const endOfDay = (date: string): Date => new Date(`${date}T23:59:59`);

/** What the choice means right now: ISO 8601, or null for never. A date not given is not a date. */
export function expiryInstant(expiry: Expiry): string | null {
  if (expiry.choice === "never") return null;
  if (expiry.choice !== "date") return new Date(Date.now() + Number(expiry.choice) * DAY_MS).toISOString();
  const end = endOfDay(expiry.date);
  return Number.isNaN(end.getTime()) ? "" : end.toISOString();
}

const asDate = (ms: number): string => {
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

const long = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

type ExpiryFieldProps = {
  expiry: Expiry;
  onChange: (expiry: Expiry) => void;
  error?: string;
  /** Editing: the expiry as it is, offered first. */
  current?: string | null;
  /** What expires; the deployment's maximum lifetime is one of keys. */
  what?: "key" | "token";
  /** Days to choose from. */
  presets?: readonly number[];
};

export function ExpiryField(props: ExpiryFieldProps) {
  const { expiry, onChange, error, current, what = "key", presets = KEY_PRESETS } = props;
  const { maximumLifetimeDays } = useTeam();
  const maximum = what === "key" ? maximumLifetimeDays : null;
  const now = useNow();
  const options: { value: ExpiryChoice; label: string }[] = [
    ...(current === undefined
      ? []
      : [
          {
            value: "keep" as const,
            label: current ? `As it is: ${long().format(new Date(current))}` : "As it is: never",
          },
        ]),
    ...presets
      .filter((days) => maximum === null || days <= maximum)
      .map((days) => ({
        value: `${days}` as const,
        label: `In ${days} days`,
      })),
    { value: "date", label: "On a date" },
    ...(maximum === null ? [{ value: "never" as const, label: "Never" }] : []),
  ];
  const words =
    expiry.choice === "never"
      ? `A ${what} without an end lives until somebody revokes it.`
      : expiry.choice === "date"
        ? `The ${what} stops at the end of this day, in your time zone.`
        : expiry.choice === "keep"
          ? undefined
          : `The ${what} stops on ${long().format(now + Number(expiry.choice) * DAY_MS)}.`;
  return (
    <Field
      label="Expires"
      description={words}
      error={error && expiry.choice === "date" && expiry.date === "" ? "Choose a date." : error}
    >
      {(control) => (
        <div className="grid grid-cols-2 gap-2">
          <Select
            {...control}
            value={expiry.choice}
            onValueChange={(choice) => onChange({ ...expiry, choice })}
            options={options}
            className={expiry.choice === "date" ? undefined : "col-span-2"}
          />
          {expiry.choice === "date" && (
            <Input
              type="date"
              aria-label="Expiry date"
              aria-invalid={error ? true : undefined}
              min={asDate(now)}
              max={maximum === null ? undefined : asDate(now + maximum * DAY_MS)}
              value={expiry.date}
              onChange={(event) => onChange({ ...expiry, date: event.target.value })}
            />
          )}
        </div>
      )}
    </Field>
  );
}
