import type { NextRequest } from "next/server";
import { answerWithoutPage } from "@/app/answer-without-page";
import { demandActor } from "@/lib/auth/demand-actor";
import type { ActorInTeam } from "@/lib/auth/find-actor";

type Params = { team: string; key?: string };
type Asked = { query: URLSearchParams; params: Params };

/** A route that answers data of a team: who asks is a member, and another's team is one that is not there. */
export const defineTeamAnswer =
  (run: (asking: ActorInTeam, asked: Asked) => Promise<unknown>) =>
  (request: NextRequest, context: { params: Promise<Params> }): Promise<Response> =>
    answerWithoutPage(async (from) => {
      const params = await context.params;
      return run(await demandActor(params.team, from), { query: request.nextUrl.searchParams, params });
    });
