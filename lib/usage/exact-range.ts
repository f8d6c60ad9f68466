import { DomainError } from "@/lib/errors";
import { type Kept, stepFor, type UsageRange } from "./range";
import { ANSWER_STEPS, type AnswerStep, type AskedUsage } from "./schema";
import { DAY, HOUR, STEP_MS } from "./step";
import { UTC } from "./zone";

/** A range whose step a program knows by name. */
export type AnswerRange = UsageRange & { step: AnswerStep };

export const MOST_ANSWER_POINTS = 3_000;
const USUAL_SPAN = DAY;
/** Without a wish: minutes for up to three hours, hours for up to two weeks. */
const USUAL_STEP_UNTIL: Record<AnswerStep, number> = {
  minute: 3 * HOUR,
  hour: 14 * DAY,
  day: Number.POSITIVE_INFINITY,
};

const refuse = (field: string, message: string): DomainError =>
  new DomainError("invalid", `${field}: ${message}`, { [field]: message });

/** The level of what is kept that a step is read from, in words, and for how long it is kept. */
const level = (step: AnswerStep, kept: Kept): [name: string, ms: number] =>
  step === "minute" ? ["minutes", kept.minutes] : step === "hour" ? ["hours", kept.hours] : ["days", kept.days];

/**
 * The range a program asks for, exactly: where a page would choose a coarser step, this says why not. `to` is now unless told, and
 * never later; `from` a day before `to`; days are days of UTC.
 * @throws DomainError invalid, on the field at fault: no time between both, more than MOST_ANSWER_POINTS points, or a step that is
 * not kept for so long
 */
export function exactRange(asked: AskedUsage, now: number, kept: Kept): AnswerRange {
  const to = Math.min(asked.to?.getTime() ?? now, now);
  const from = asked.from?.getTime() ?? to - USUAL_SPAN;
  if (from >= to) {
    throw refuse("from", "It has to lie before to, and in the past.");
  }
  const oldest = level("day", kept)[1];
  if (now - from > oldest) {
    throw refuse("from", `Usage is kept for ${oldest / DAY} days here. Choose a later date.`);
  }
  const step = asked.step ?? usualStep(from, to, now, kept);
  const [name, age] = level(step, kept);
  if (now - from > age) {
    const coarser = step === "minute" && now - from <= kept.hours ? "hour" : "day";
    throw refuse("step", `${name} are kept for ${age / DAY} days here. Ask for step=${coarser}, or a later from.`);
  }
  const points = Math.ceil((to - from) / STEP_MS[step]);
  if (points > MOST_ANSWER_POINTS) {
    throw refuse(
      "step",
      `That would be ${points} points; ${MOST_ANSWER_POINTS} are the most. Ask for a coarser step, or for less time at once.`,
    );
  }
  return { from: new Date(from), to: new Date(to), step, zone: UTC };
}

function usualStep(from: number, to: number, now: number, kept: Kept): AnswerStep {
  const wanted = ANSWER_STEPS.find((step) => to - from <= USUAL_STEP_UNTIL[step]) ?? "day";
  const possible = stepFor(from, to, now, wanted, kept);
  return ANSWER_STEPS.find((step) => STEP_MS[step] >= STEP_MS[possible]) ?? "day";
}
