import { showEventId, troubleInWords } from "@/lib/audit/chain/trouble-words";
import { verifyFile } from "@/lib/audit/verify-file";
import { type TeamVerdict, verifyTrails } from "@/lib/audit/verify-trails";
import { DomainError } from "@/lib/errors";
import type { Command, Outcome } from "./command";
import { fileAsTyped } from "./file-as-typed";

const count = (n: number, one: string): string => `${n.toLocaleString("en")} ${n === 1 ? one : `${one}s`}`;
const isOrAre = (n: number): string => (n === 1 ? "is" : "are");
// Of more teams the text would hide what it is about; --json has them all.
const MOST_NAMED = 20;
const SAID_EVERY = 100_000;

function outcomeOf(verdicts: readonly TeamVerdict[]): Outcome {
  const broken = verdicts.filter(({ trouble }) => trouble !== null);
  const whole = verdicts.filter(({ trouble, events }) => trouble === null && events > 0);
  const silent = verdicts.length - broken.length - whole.length;
  const events = whole.reduce((sum, verdict) => sum + verdict.events, 0);
  const lines = [
    ...broken.flatMap(({ team, trouble, events: sound }) =>
      trouble
        ? [`${team}: ${troubleInWords(trouble)} ${count(sound, "event")} before that ${isOrAre(sound)} whole.`]
        : [],
    ),
    `${count(events, "event")} of ${count(whole.length, "team")} ${isOrAre(events)} whole.`,
    ...(silent > 0 ? [`${count(silent, "team")} ${silent === 1 ? "has" : "have"} no events.`] : []),
    // Whoever writes these down can tell later that nobody has made a whole new chain.
    ...whole.slice(0, MOST_NAMED).map(({ team, end }) => `  ${team} ends with event ${end?.seq}, ${end?.hash}`),
  ];
  return {
    json: {
      whole: broken.length === 0,
      events,
      teams: whole.length,
      broken: broken.map(({ team, trouble, events: wholeBefore }) => ({
        team,
        wholeBefore,
        ...trouble,
        id: trouble?.id ? showEventId(trouble.id) : null,
      })),
      chains: whole.map(({ team, end }) => ({ team, events: end?.seq, hash: end?.hash })),
    },
    text: lines.join("\n"),
    exitCode: broken.length === 0 ? 0 : 1,
  };
}

export const verifyAudit: Command = {
  name: "audit verify",
  usage: "[--team SLUG | --file EXPORT.json]",
  summary:
    "computes every team's chain of audit events again, or that of an export without a database; exit code 1 and the first wrong event when one is broken",
  required: [],
  optional: ["team", "file"],
  needsDatabase: ({ file }) => file === undefined,
  run: async ({ team, file }, { progress }) => {
    if (team !== undefined && file !== undefined) {
      throw new DomainError("invalid", "A file holds one team's events. Leave --team out.");
    }
    const verifying = file === undefined ? verifyTrails(team) : verifyFile(fileAsTyped(file));
    let said = 0;
    for (;;) {
      const step = await verifying.next();
      if (step.done) {
        if (step.value.length === 0) throw new DomainError("not_found", `There is no team ${team}. Check the slug.`);
        return outcomeOf(step.value);
      }
      if (step.value.events >= said + SAID_EVERY) {
        said = step.value.events;
        progress.say(`  … ${count(said, "event")} verified`);
      }
    }
  },
};
