import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { findActor } from "@/lib/auth/find-actor";
import { requestFrom } from "@/lib/auth/request-from";
import { signedIn } from "@/lib/auth/signed-in";
import { DomainError, notFound } from "@/lib/errors";
import { toRefusal } from "@/lib/refusal";
import type { ActionResult } from "./result";

const inTeam = z.looseObject({ team: z.string().max(64) });

/** A server action is callable by any page that can reach it: only our own origin may. */
export async function refuseForeignOrigin(): Promise<void> {
  const incoming = await headers();
  const origin = incoming.get("origin");
  const host = incoming.get("x-forwarded-host") ?? incoming.get("host");
  if (origin !== null && URL.canParse(origin) && new URL(origin).host === host) return;
  throw new DomainError(
    "forbidden",
    "This request did not come from the dashboard itself. Reload the page and try again.",
  );
}

/** Runs `work` and turns whatever it throws into the action's answer. */
export async function answer<T>(requestId: string, work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    const { code, message, fieldErrors } = toRefusal(error, requestId);
    return { ok: false, error: { code, message, ...(fieldErrors && { fieldErrors }) } };
  }
}

/**
 * A server action over one domain function: origin, session, membership of the team named by `team`, the schema, the
 * function, the error mapping. The schema is the domain's own, and strict.
 */
export function defineAction<Schema extends z.ZodType, T>(
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<T>,
): (input: z.input<Schema> & { team: string }) => Promise<ActionResult<T>> {
  return async (input) => {
    const from = await requestFrom();
    return answer(from.requestId, async () => {
      await refuseForeignOrigin();
      const { team, ...rest } = inTeam.parse(input);
      const person = await signedIn();
      if (person === null) throw new DomainError("unauthenticated", "Your session has ended. Sign in again.");
      const found = await findActor(person, team, from);
      if (found === null) throw notFound("team");
      return run(found.actor, schema.parse(rest));
    });
  };
}
