import type { Question } from "@/lib/verification/verify-key";
import { InvalidInput } from "./invalid-input";
import { asObject, optionalString, requiredString } from "./json-fields";

/** A question of `POST /v1/verify`: about which secret, and what is recorded beside the outcome. */
export type KeyQuestion = Question & { key: string; method?: string; route?: string; userAgent?: string };

const FIELDS = new Set(["key", "scopes", "environment", "ip", "cost", "method", "route", "userAgent"]);
const NO_SCOPES: readonly string[] = [];
const LONGEST_KEY = 512;
const MOST_SCOPES = 100;
const LONGEST_SCOPE = 200;
const LARGEST_COST = 1_000_000;
export const LONGEST_ADDRESS = 64;
export const LONGEST_METHOD = 32;
export const LONGEST_ROUTE = 2_048;
const LONGEST_USER_AGENT = 2_048;

/**
 * @param value parsed JSON
 * @param at the question's path in the body, "" when it is the body
 * @throws InvalidInput naming the field
 */
export function parseQuestion(value: unknown, at = ""): KeyQuestion {
  const given = asObject(value, at, FIELDS);
  const environment = optionalString(given, "environment", at, 10);
  const where = (name: string): string => (at === "" ? name : `${at}.${name}`);
  if (environment !== undefined && environment !== "live" && environment !== "test") {
    throw new InvalidInput(`${where("environment")} must be "live" or "test".`);
  }
  return {
    key: requiredString(given, "key", at, LONGEST_KEY),
    scopes: given.scopes === undefined ? NO_SCOPES : parseScopes(given.scopes, where("scopes")),
    environment,
    ip: optionalString(given, "ip", at, LONGEST_ADDRESS),
    cost: given.cost === undefined ? 1 : parseCost(given.cost, where("cost")),
    method: optionalString(given, "method", at, LONGEST_METHOD),
    route: optionalString(given, "route", at, LONGEST_ROUTE),
    userAgent: optionalString(given, "userAgent", at, LONGEST_USER_AGENT),
  };
}

function parseScopes(value: unknown, where: string): readonly string[] {
  if (!Array.isArray(value)) throw new InvalidInput(`${where} must be a list of strings.`);
  if (value.length > MOST_SCOPES) throw new InvalidInput(`${where} must have at most ${MOST_SCOPES} entries.`);
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== "string" || value[i].length > LONGEST_SCOPE) {
      throw new InvalidInput(`${where}[${i}] must be a string of at most ${LONGEST_SCOPE} characters.`);
    }
  }
  return value;
}

function parseCost(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LARGEST_COST) return value;
  throw new InvalidInput(`${where} must be a whole number from 0 to 1,000,000.`);
}
