import { clock } from "@/lib/clock";
import { answerJson } from "@/lib/verification/answer-json";
import type { Found } from "@/lib/verification/verify-key";
import type { Exchange, Route } from "../exchange";
import { InvalidInput } from "../invalid-input";
import { parseJson } from "../json-fields";
import { type KeyQuestion, parseQuestion } from "../parse-question";
import { readBody } from "../read-body";
import { recordVerdict } from "../record-verdict";
import { requireServiceToken } from "../require-service-token";
import { sendJson } from "../send";
import { MOST_BODY_BYTES } from "./verify";

const MOST_QUESTIONS = 100;

/** `POST /v1/verify/batch`: a list of 1–100 questions, answered by a list in the same order. */
export const verifyBatch: Route = {
  methods: ["POST"],
  handle: requireServiceToken((exchange) =>
    readBody(exchange, MOST_BODY_BYTES, async (body) => {
      const given = parseJson(body);
      if (!Array.isArray(given) || given.length < 1 || given.length > MOST_QUESTIONS) {
        throw new InvalidInput(`The body must be a list of 1 to ${MOST_QUESTIONS} questions.`);
      }
      const questions = given.map((each, i) => parseQuestion(each, `[${i}]`));
      // All are looked up before any is decided, so that an unreachable database spends nothing.
      const found = await Promise.all(questions.map(({ key }) => exchange.gateway.verifier.find(key)));
      answer(exchange, questions, found);
    }),
  ),
};

function answer(exchange: Exchange, questions: readonly KeyQuestion[], found: readonly Found[]): void {
  const { gateway, requestId } = exchange;
  const now = clock.ms();
  let open = questions.length;
  const answers = questions.map((question, i) => {
    const verdict = gateway.verifier.judge(found[i] as Found, question, now);
    return { question, verdict, json: answerJson(verdict, question, requestId, gateway.invalidations.realm, now) };
  });
  const body = `[${answers.map(({ json }) => json).join(",")}]`;
  for (const { question, verdict } of answers) {
    recordVerdict(gateway, verdict, question, now, () => {
      if (--open === 0) sendJson(exchange, 200, body);
    });
  }
}
