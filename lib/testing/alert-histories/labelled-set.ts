import { seededRandom } from "@/prisma/seed/random";
import { type AlertHistory, playHistory } from "./alert-history";
import { QUIET_SHAPES } from "./quiet-shapes";
import { UNUSUAL_SHAPES } from "./unusual-shapes";

const shapeOf = (shapes: readonly (typeof QUIET_SHAPES)[number][], k: number) =>
  shapes[k % shapes.length] as (typeof QUIET_SHAPES)[number];

/** History `k` of the keys that nothing is wrong with. */
export const quietHistory = (k: number): AlertHistory =>
  playHistory(shapeOf(QUIET_SHAPES, k)(seededRandom(1_000_003 * k + 17)), 7_919 * k + 3);

/** History `k` of the keys whose owner wants to be told. */
export const unusualHistory = (k: number): AlertHistory =>
  playHistory(shapeOf(UNUSUAL_SHAPES, k)(seededRandom(999_983 * k + 29)), 6_101 * k + 5);
