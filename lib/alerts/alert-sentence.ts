import { localTime } from "@/lib/usage/local-time";
import type { Evidence, LeakEvidence } from "./finding";
import { foundIn } from "./found-in";

/** When it happened, and in which zone (an IANA name) it is told. Milliseconds. */
export type ToldWindow = { from: number; to: number; zone: string };

const whole = (n: number): string => Math.round(n).toLocaleString("en");
const percent = (share: number): string => {
  const value = share * 100;
  return value.toLocaleString("en", { maximumFractionDigits: value !== 0 && value < 1 ? 1 : 0 });
};
const some = (n: number, one: string): string => `${whole(n)} ${one}${n === 1 ? "" : "s"}`;

// By hand, since server and browser may bring different versions of Intl's texts, and must agree.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n: number): string => String(n).padStart(2, "0");

function day(at: number, zone: string): string {
  const local = localTime(at, zone);
  return `${local.day} ${MONTHS[local.month - 1]}`;
}
function time(at: number, zone: string): string {
  const { hour, minute } = localTime(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** "between 14:00 and 15:00 on 24 Nov", and that it is UTC where it is. */
function between({ from, to, zone }: ToldWindow): string {
  const utc = zone === "UTC" ? " UTC" : "";
  return `between ${time(from, zone)} and ${time(to, zone)}${utc} on ${day(from, zone)}`;
}

/** "Germany", "Germany and Sweden", "Germany, Sweden and Brazil". */
const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** What is usual, as whole numbers: "310 to 420", "at most 12", "none". */
function usually({ low, high }: { low: number; high: number }, say: (n: number) => string): string {
  const [least, most] = [say(low), say(high)];
  if (most === say(0)) return "none";
  return least === say(0) ? `at most ${most}` : least === most ? most : `${least} to ${most}`;
}

function refusedOf(requests: number, refused: number): string {
  if (refused === 0) return "";
  if (refused === requests) return requests === 1 ? ", and was refused" : ", and all of them were refused";
  return `, and ${whole(refused)} of them ${refused === 1 ? "was" : "were"} refused`;
}

function whoReported({ reporter }: LeakEvidence): string {
  return reporter.kind === "github"
    ? "GitHub’s secret scanning"
    : reporter.kind === "member"
      ? reporter.name
      : "Somebody who has the secret, and gave no name,";
}

const FOLLOWED: Record<LeakEvidence["response"], string> = {
  alert: "Nothing was ended: rotate the key and end this secret, or revoke the key.",
  end_secret: "The secret was ended at once; rotate the key for a new one.",
  revoke_key: "The key was revoked at once.",
};

/** Of the address only the host: what a stranger writes there is nothing to be clicked on in a mail. */
function leakSentence(evidence: LeakEvidence, zone: string): string {
  const { masked, source, url, reportedAt, response } = evidence;
  const at = Date.parse(reportedAt);
  const when = `on ${day(at, zone)} at ${time(at, zone)}${zone === "UTC" ? " UTC" : ""}`;
  const where = [foundIn(source), URL.canParse(url) ? `on ${new URL(url).hostname}` : ""].filter(Boolean).join(" ");
  return `${whoReported(evidence)} reported ${when} that ${masked} has leaked${where === "" ? "" : `, ${where}`}. ${FOLLOWED[response]}`;
}

/**
 * What was seen and what is usual, in plain words.
 * @param names of the countries it tells of, by their codes
 */
export function alertSentence(evidence: Evidence, window: ToldWindow, names: Record<string, string> = {}): string {
  const countryName = (code: string): string => names[code] ?? code;
  const when = between(window);
  const { zone } = window;
  switch (evidence.kind) {
    case "spike":
      return `${some(evidence.requests, "request")} ${when}; this key usually makes ${usually(evidence.usual, whole)} in that hour.`;
    case "error_jump": {
      const { failed, responses, usual } = evidence;
      const shares = usually(usual, percent);
      return `${percent(failed / responses)} % of ${some(responses, "response")} failed ${when}; usually ${shares}${shares === "none" ? "" : " %"} of this key's do.`;
    }
    case "new_country": {
      const { country, requests, refused, known } = evidence;
      const before = list(known.map(countryName));
      return `${some(requests, "request")} came from ${countryName(country)} ${when}${refusedOf(requests, refused)}; in the 90 days before, all came from ${before}.`;
    }
    case "refusal_burst": {
      const { address, country, requests, refused } = evidence;
      const where = country === null ? address : `${address} (${countryName(country)})`;
      const refusals =
        refused === requests ? some(refused, "request") : `${whole(refused)} of ${whole(requests)} requests`;
      return `${refusals} from ${where} ${refused === 1 ? "was" : "were"} refused ${when}; that address is new to this key.`;
    }
    case "retired_secret": {
      const ended = Date.parse(evidence.endedAt);
      return `${some(evidence.requests, "request")} ${when} presented the secret ${evidence.masked}, which ended on ${day(ended, zone)} at ${time(ended, zone)}. Somebody still holds it.`;
    }
    case "idle_use": {
      const last = Date.parse(evidence.lastUsedAt);
      return `${some(evidence.requests, "request")} ${when}, after ${some(evidence.idleDays, "day")} without any; the last one before was on ${day(last, zone)}.`;
    }
    case "leaked":
      return leakSentence(evidence, zone);
  }
}
