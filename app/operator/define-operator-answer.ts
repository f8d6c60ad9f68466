import type { NextRequest } from "next/server";
import { answerWithoutPage } from "@/app/answer-without-page";
import { demandPerson } from "@/lib/auth/demand-person";
import type { Person } from "@/lib/auth/person";
import { DomainError } from "@/lib/errors";

/** A route that answers data of the deployment. Nobody but the operator learns that there is anything. */
export const defineOperatorAnswer =
  (run: (person: Person, query: URLSearchParams) => Promise<unknown>) =>
  (request: NextRequest): Promise<Response> =>
    answerWithoutPage(async (from) => {
      const person = await demandPerson();
      if (!person.isOperator) throw new DomainError("not_found", "There is nothing at this address.");
      return run({ ...person, ...from }, request.nextUrl.searchParams);
    });
