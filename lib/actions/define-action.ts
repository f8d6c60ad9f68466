import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { demandActor } from "@/lib/auth/demand-actor";
import { demandPerson } from "@/lib/auth/demand-person";
import type { Person } from "@/lib/auth/person";
import { type RequestFrom, requestFrom } from "@/lib/auth/request-from";
import type { Unconfirmed } from "@/lib/auth/sessions/session";
import { signedInUnconfirmed } from "@/lib/auth/signed-in";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { PEER_HEADER } from "@/lib/http/front-headers";
import { askedHost, FOREIGN_ORIGIN, isOwnOrigin } from "@/lib/http/own-origin";
import { toRefusal } from "@/lib/refusal";
import type { ActionResult } from "./result";

const inTeam = z.looseObject({ team: z.string().max(64) });

/** Only our own pages may call an action. The dashboard's server has asked the same already; an action stands alone. */
async function refuseForeignOrigin(): Promise<void> {
  const incoming = await headers();
  const host = askedHost(
    {
      host: incoming.get("host"),
      forwardedHost: incoming.get("x-forwarded-host"),
      peer: incoming.get(PEER_HEADER),
    },
    env().TRUSTED_PROXIES,
  );
  if (!isOwnOrigin(incoming.get("origin"), host, env().NEXTAUTH_URL)) {
    throw new DomainError("forbidden", FOREIGN_ORIGIN);
  }
}

/** Runs `work` and turns whatever it throws into the action's answer. */
async function answer<T>(requestId: string, work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    const { code, message, fieldErrors } = toRefusal(error, requestId);
    return { ok: false, error: { code, message, ...(fieldErrors && { fieldErrors }) } };
  }
}

/** What every action does first, whoever acts: where it comes from, its origin, one mapping of errors. */
function guarded<Input, T>(run: (input: Input, from: RequestFrom) => Promise<T>) {
  return async (input: Input): Promise<ActionResult<T>> => {
    const from = await requestFrom();
    return answer(from.requestId, async () => {
      await refuseForeignOrigin();
      return run(input, from);
    });
  };
}

/**
 * A server action over one domain function: origin, session, membership of the team named by `team`, the schema, the
 * function, the error mapping. The schema is the domain's own, and strict.
 */
export const defineAction = <Schema extends z.ZodType, T>(
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<T>,
) =>
  guarded<z.input<Schema> & { team: string }, T>(async (input, from) => {
    const { team, ...rest } = inTeam.parse(input);
    const { actor } = await demandActor(team, from);
    return run(actor, schema.parse(rest));
  });

/** The same for what a person does to their own account, or as the operator (the function asks `requireOperator`). */
export const definePersonAction = <Schema extends z.ZodType, T>(
  schema: Schema,
  run: (person: Person, input: z.output<Schema>) => Promise<T>,
) =>
  guarded<z.input<Schema>, T>(async (input, from) => {
    const person = await demandPerson();
    return run({ ...person, ...from }, schema.parse(input));
  });

/** The same for what confirming an address takes: whoever is signed in may, also who has yet to confirm theirs. */
export const defineUnconfirmedAction = <Schema extends z.ZodType, T>(
  schema: Schema,
  run: (person: Unconfirmed["unconfirmed"], input: z.output<Schema>, from: RequestFrom) => Promise<T>,
) =>
  guarded<z.input<Schema>, T>(async (input, from) => {
    const person = (await signedInUnconfirmed()) ?? (await demandPerson());
    return run(person, schema.parse(input), from);
  });

/** The same for what anybody may ask who is not signed in: the function has to defend itself, by tokens and throttles. */
export const definePublicAction = <Schema extends z.ZodType, T>(
  schema: Schema,
  run: (from: RequestFrom, input: z.output<Schema>) => Promise<T>,
) => guarded<z.input<Schema>, T>(async (input, from) => run(from, schema.parse(input)));
