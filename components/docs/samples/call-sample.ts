import { envVariable } from "../env-variable";

/** A whole program that calls an API with a key. `run`: how its reader starts it, with the key and the address in the environment. */
export type CallSample = { id: string; language: string; file: string; run: string; code: string };

/** The environment variables that samples read: `key` holds the key, `url` the address of a call. */
export type SampleVariables = { key: string; url: string };

/** After the deployment's prefix: `myapi` → `MYAPI_KEY`, `MYAPI_URL`. */
export const sampleVariables = (keyPrefix: string): SampleVariables => ({
  key: envVariable(keyPrefix),
  url: `${keyPrefix.toUpperCase()}_URL`,
});
