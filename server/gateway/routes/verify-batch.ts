import { clock } from "@/lib/clock";
import { answerJson } from "@/lib/verification/answer-json";
import { lasting } from "@/lib/verification/cache/key-record";
import { type Found, Throttled, type Verdict } from "@/lib/verification/verify-key";
import type { Exchange, Route } from "../exchange";
import { recordVerdict } from "../record-verdict";
import { InvalidInput } from "../request/invalid-input";
import { parseJson } from "../request/json-fields";
import { type KeyQuestion, parseQuestion } from "../request/parse-question";
import { readBody } from "../request/read-body";
import { requireServiceToken } from "../request/require-service-token";
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
      const found = await findAll(exchange, questions);
      const now = clock.ms();
      const { verifier } = exchange.gateway;
      const verdicts = await Promise.all(
        questions.map((question, i) => verifier.judge(found[i] as Found, question, now)),
      );
      answer(exchange, questions, verdicts);
    }),
  ),
};

/** All are looked up before any is decided, so that an unreachable database spends nothing. */
function findAll({ gateway }: Exchange, questions: readonly KeyQuestion[]): Promise<Found[]> {
  const now = clock.ms();
  const found = questions.map(({ key, ip }) => {
    const one = gateway.verifier.find(key, ip, now);
    return typeof one === "string" || one instanceof Promise || one instanceof Throttled ? one : lasting(one);
  });
  return Promise.all(found);
}

function answer(exchange: Exchange, questions: readonly KeyQuestion[], verdicts: readonly Verdict[]): void {
  const { gateway, requestId } = exchange;
  const now = clock.ms();
  const answers = questions.map((question, i) =>
    answerJson(verdicts[i] as Verdict, question, requestId, gateway.invalidations.realm, now),
  );
  const body = `[${answers.join(",")}]`;
  let open = questions.length;
  for (const [i, question] of questions.entries()) {
    const answered = (): void => {
      if (--open === 0) sendJson(exchange, 200, body);
    };
    recordVerdict(exchange, verdicts[i] as Verdict, question, now, answered, i);
  }
}
