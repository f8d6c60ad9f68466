import { test } from "vitest";
import { findProgram } from "./find-program";

/** A test that needs a redis-server: skipped where there is none; in CI `npm test` fails over that. */
export const testWithRedis = test.skipIf(findProgram("redis-server") === null);
