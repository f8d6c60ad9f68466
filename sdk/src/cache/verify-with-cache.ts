import { clock } from "../clock.js";
import type { Decided, Decision } from "../decision.js";
import type { Question } from "../question.js";
import { questionName } from "./question-name.js";
import type { TellGateway } from "./tell-gateway.js";
import type { VerdictCache } from "./verdict-cache.js";

type Verify = (question: Question) => Promise<Decision>;

/** Answers from the cache where it may, and tells the gateway of it afterwards; same questions at the same time ask once. */
export function verifyWithCache(ask: Verify, cache: VerdictCache, teller: TellGateway): Verify {
  const underway = new Map<string, Promise<Decision>>();

  const askAndKeep = async (name: string, question: Question): Promise<Decision> => {
    // Its limit is used up as far as this process knows: the gateway decides about the rest, once it knows as much.
    if (cache.has(name)) await teller.flush();
    const askedAt = clock.elapsed();
    const decision = await ask(question);
    cache.keep(name, decision, askedAt);
    return decision;
  };

  const useAgain = (name: string, question: Question): Decided | null => {
    const known = cache.use(name, question.cost ?? 1);
    // Where no key was found there is nobody whose usage would count it.
    if (known !== null && known.key !== null) teller.add(name, question);
    return known;
  };

  return async (question) => {
    const name = questionName(question);
    const known = useAgain(name, question);
    if (known !== null) return known;
    const first = underway.get(name);
    if (first === undefined) {
      const asked = askAndKeep(name, question).finally(() => underway.delete(name));
      underway.set(name, asked);
      return asked;
    }
    const decision = await first;
    if (decision.code === "UNAVAILABLE") return decision;
    // A limit's last calls are given out by the gateway alone.
    return useAgain(name, question) ?? askAndKeep(name, question);
  };
}
