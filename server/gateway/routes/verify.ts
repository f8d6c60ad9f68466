import { clock } from "@/lib/clock";
import { answerJson } from "@/lib/verification/answer-json";
import type { Verdict } from "@/lib/verification/verify-key";
import type { Exchange, Route } from "../exchange";
import { recordVerdict } from "../record-verdict";
import { parseJson } from "../request/json-fields";
import { type KeyQuestion, parseQuestion } from "../request/parse-question";
import { readBody } from "../request/read-body";
import { requireServiceToken } from "../request/require-service-token";
import { sendJson } from "../send";

export const MOST_BODY_BYTES = 64 * 1024;

/** `POST /v1/verify`: may this secret do this now? Every decided question is a 200. */
export const verify: Route = {
  methods: ["POST"],
  handle: requireServiceToken((exchange) =>
    readBody(exchange, MOST_BODY_BYTES, (body) => {
      const question = parseQuestion(parseJson(body));
      const now = clock.ms();
      const verdict = exchange.gateway.verifier.verify(question.key, question, question.ip, now);
      if (verdict instanceof Promise) return verdict.then((late) => answer(exchange, question, late, clock.ms()));
      answer(exchange, question, verdict, now);
    }),
  ),
};

function answer(exchange: Exchange, question: KeyQuestion, verdict: Verdict, now: number): void {
  const { gateway, requestId } = exchange;
  const json = answerJson(verdict, question, requestId, gateway.invalidations.realm, now);
  recordVerdict(exchange, verdict, question, now, () => sendJson(exchange, 200, json));
}
