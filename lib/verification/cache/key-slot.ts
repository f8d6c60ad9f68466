/**
 * How one secret lies in 128 bytes outside the heap (lib/verification/cache/key-slots.ts). The first half is what a lookup and a
 * decision read, the second what the comparison of the hash and an invalidation read, so that a hit touches few lines of the
 * processor's cache. Numbers of 32-bit words, of 64-bit floats where it says so; dates in ms, NaN for none.
 */
export const SLOT_WORDS = 32;
export const SLOT_FLOATS = SLOT_WORDS / 2;

/** Three words: the public id's twelve characters, a byte each. A free slot has 0 in the first. */
export const ID = 0;
/** IS_TEST, HAS_PEPPER; the pepper's version in the upper half. */
export const FLAGS = 3;
export const READ_AT_FLOAT = 2;
export const EPOCH = 6;
/** Number of the shared grant and policy. */
export const TERMS = 7;
export const EXPIRES_FLOAT = 4;
export const DISABLED_FLOAT = 5;
export const REVOKED_FLOAT = 6;
export const ENDS_FLOAT = 7;
/** Eight words. */
export const HASH = 16;
/** Four words: the key's UUID. */
export const KEY = 24;
export const VERSION_FLOAT = 14;
/** The next secret of the same key, or of a free slot the next free one; NO_SLOT for none. */
export const NEXT = 30;
/** Address in the TextArena. */
export const TEXT = 31;

export const NO_SLOT = -1;

export const IS_TEST = 1;
export const HAS_PEPPER = 2;
export const PEPPER_SHIFT = 16;
