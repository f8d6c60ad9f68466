import { InvalidInput } from "./invalid-input";

export type JsonObject = Readonly<Record<string, unknown>>;

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidInput("The body is not JSON. Send one JSON value in UTF-8.");
  }
}

/** An object with no other fields than these. `at` is the path of the object, "" for the body. */
export function asObject(value: unknown, at: string, known: ReadonlySet<string>): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidInput(`${at === "" ? "The body" : at} must be a JSON object.`);
  }
  for (const name in value) {
    if (!known.has(name)) {
      throw new InvalidInput(`Unknown field ${path(at, name)}. Known are: ${[...known].join(", ")}.`);
    }
  }
  return value as JsonObject;
}

const LONGEST_SHOWN_NAME = 60;

/** The field's path as an error names it; a name a caller made up is cut short. */
const path = (at: string, name: string): string => {
  const shown = name.length > LONGEST_SHOWN_NAME ? `${name.slice(0, LONGEST_SHOWN_NAME)}…` : name;
  return at === "" ? shown : `${at}.${shown}`;
};

export function requiredString(object: JsonObject, name: string, at: string, longest: number): string {
  const value = object[name];
  if (value === undefined) throw new InvalidInput(`${path(at, name)} is missing.`);
  return asString(value, path(at, name), longest);
}

/** Undefined when the field is absent; null counts as absent. */
export function optionalString(object: JsonObject, name: string, at: string, longest: number): string | undefined {
  const value = object[name];
  return value === undefined || value === null ? undefined : asString(value, path(at, name), longest);
}

function asString(value: unknown, where: string, longest: number): string {
  if (typeof value !== "string") throw new InvalidInput(`${where} must be a string.`);
  if (value.length > longest) throw new InvalidInput(`${where} must have at most ${longest} characters.`);
  return value;
}
