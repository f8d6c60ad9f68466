"use client";

import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNow } from "@/components/ui/now";
import { Select } from "@/components/ui/select";
import type { Policy } from "@/lib/policies/policy";
import { daysInWords, whoAsks } from "@/lib/policies/policy-words";

const DAY_MS = 86_400_000;
const KEY_PRESETS = [7, 30, 60, 90];

/** A number is one of days. */
type ExpiryChoice = "keep" | `${number}` | "date" | "never";
/** `date`: `YYYY-MM-DD` in the person's own time zone; what expires lives to the end of that day. */
export type Expiry = { choice: ExpiryChoice; date: string };

/** What is chosen to begin with: the policy's default, else 90 days or as many as are allowed. */
export const firstExpiry = ({ maximumLifetimeDays, defaultExpiryDays }: Policy): Expiry => ({
  choice: `${defaultExpiryDays ?? Math.min(90, maximumLifetimeDays ?? 90)}`,
  date: "",
});

const endOfDay = (date: string): Date => new Date(`${date}T23:59:59`);

/** So much may this browser's clock be ahead of the server's, where the choice is the longest life that is allowed. */
const CLOCK_LEEWAY_MS = 600_000;

/** What the choice means right now: ISO 8601, or null for never. A date not given is not a date. */
export function expiryInstant(expiry: Expiry, maximumDays: number | null = null): string | null {
  if (expiry.choice === "never") return null;
  if (expiry.choice !== "date") {
    const days = Number(expiry.choice);
    const leeway = maximumDays !== null && days >= maximumDays ? CLOCK_LEEWAY_MS : 0;
    return new Date(Date.now() + days * DAY_MS - leeway).toISOString();
  }
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
  /** Editing: when the key was made, from which its longest life is counted. */
  createdAt?: string;
  /** What expires; the deployment's maximum lifetime is one of keys. */
  what?: "key" | "token";
  /** Days to choose from. */
  presets?: readonly number[];
};

export function ExpiryField(props: ExpiryFieldProps) {
  const { expiry, onChange, error, current, createdAt, what = "key" } = props;
  const { policy } = useTeam();
  const maximum = what === "key" ? policy.maximumLifetimeDays : null;
  const now = useNow();
  // Of a key that is older already, what is left of its longest life.
  const latest = maximum === null ? null : (createdAt ? Date.parse(createdAt) : now) + maximum * DAY_MS;
  const ofPolicy = what === "key" ? [policy.defaultExpiryDays, maximum] : [];
  const presets = [...new Set([...(props.presets ?? KEY_PRESETS), ...ofPolicy.filter((days) => days !== null)])].sort(
    (a, b) => a - b,
  );
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
      .filter((days) => latest === null || now + days * DAY_MS <= latest)
      .map((days) => ({
        value: `${days}` as const,
        label: `In ${daysInWords(days)}`,
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
  const asked =
    maximum === null
      ? undefined
      : `${whoAsks(policy.setBy.maximumLifetimeDays)} asks for an expiry within ${daysInWords(maximum)}${createdAt ? " of the key's creation" : ""}.`;
  return (
    <Field
      label="Expires"
      description={[words, asked].filter(Boolean).join(" ")}
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
              max={latest === null ? undefined : asDate(latest)}
              value={expiry.date}
              onChange={(event) => onChange({ ...expiry, date: event.target.value })}
            />
          )}
        </div>
      )}
    </Field>
  );
}
