import { clock } from "@/lib/clock";
import { answerJson } from "@/lib/verification/answer-json";
import type { Found } from "@/lib/verification/verify-key";
import type { Exchange, Route } from "../exchange";
import { parseJson } from "../json-fields";
import { type KeyQuestion, parseQuestion } from "../parse-question";
import { readBody } from "../read-body";
import { recordVerdict } from "../record-verdict";
import { requireServiceToken } from "../require-service-token";
import { sendJson } from "../send";

export const MOST_BODY_BYTES = 64 * 1024;

/** `POST /v1/verify`: may this secret do this now? Every decided question is a 200. */
export const verify: Route = {
  methods: ["POST"],
  handle: requireServiceToken((exchange) =>
    readBody(exchange, MOST_BODY_BYTES, (body) => {
      const question = parseQuestion(parseJson(body));
      const found = exchange.gateway.verifier.find(question.key);
      if (found instanceof Promise) return found.then((late) => answer(exchange, question, late));
      answer(exchange, question, found);
    }),
  ),
};

function answer(exchange: Exchange, question: KeyQuestion, found: Found): void {
  const { gateway, requestId } = exchange;
  const now = clock.ms();
  const verdict = gateway.verifier.judge(found, question, now);
  const json = answerJson(verdict, question, requestId, gateway.invalidations.realm, now);
  recordVerdict(gateway, verdict, question, now, () => sendJson(exchange, 200, json));
}
