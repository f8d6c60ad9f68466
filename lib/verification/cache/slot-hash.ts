import { randomInt } from "node:crypto";
import { ID, KEY } from "./key-slot";

/** Never the same in two processes, so that nobody can prepare ids that all fall on one place. */
const SEED = randomInt(2 ** 32) | 0;

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
  return mixed ^ (mixed >>> 16);
}

/** Of the public id in three words. 32 bits, all of them good for use. */
export const hashOfId = (a: number, b: number, c: number): number => finish(mix(mix(mix(SEED, a), b), c));

/** Of the key's UUID in four words. */
export const hashOfKey = (a: number, b: number, c: number, d: number): number =>
  finish(mix(mix(mix(mix(SEED, a), b), c), d));

/** Of the public id of the slot that begins at this word. */
export const hashOfIdAt = (words: Int32Array, at: number): number =>
  hashOfId(words[at + ID] as number, words[at + ID + 1] as number, words[at + ID + 2] as number);

/** Of the key of the slot that begins at this word. */
export const hashOfKeyAt = (words: Int32Array, at: number): number =>
  hashOfKey(
    words[at + KEY] as number,
    words[at + KEY + 1] as number,
    words[at + KEY + 2] as number,
    words[at + KEY + 3] as number,
  );
