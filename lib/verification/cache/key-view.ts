import { type IdKind, showWords } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import type { LimitPolicy } from "../limits/limits";
import { wholeJson } from "./key-json";
import type { Grant, KeyRecord } from "./key-record";
import {
  DISABLED_FLOAT,
  ENDS_FLOAT,
  EXPIRES_FLOAT,
  FLAGS,
  HAS_PEPPER,
  HASH,
  ID,
  IS_TEST,
  KEY,
  PEPPER_SHIFT,
  REVOKED_FLOAT,
  TEXT,
  VERSION_FLOAT,
} from "./key-slot";
import type { TextArena } from "./text-arena";
import { uuidText } from "./uuid-words";

/** Shared by all keys that have the same. */
export type Terms = { grant: Grant; policy: LimitPolicy; teamPolicy: LimitPolicy | null };

const HASH_WORDS = 8;
/** One for all views: whoever asks for a hash compares it at once. */
const hashWords = new Int32Array(HASH_WORDS);
const hash = Buffer.from(hashWords.buffer);

const date = (ms: number): Date | null => (Number.isNaN(ms) ? null : new Date(ms));

const shown = (kind: IdKind, words: Int32Array, at: number): string =>
  showWords(kind, words[at] as number, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number);

/**
 * A record that copies what decides from its slot, a line of the processor's cache that the lookup has touched anyway, and
 * makes hash and texts when it is asked. Good until the current synchronous run ends (`lasting` makes one that lasts): later
 * the slot may be another key's, and what was not read before throws.
 */
export class KeyView implements KeyRecord {
  readonly environment: Environment;
  readonly grant: Grant;
  readonly policy: LimitPolicy;
  readonly teamPolicy: LimitPolicy | null;
  readonly expiresAt: Date | null;
  readonly disabledAt: Date | null;
  readonly revokedAt: Date | null;
  readonly secretEndsAt: Date | null;
  readonly pepperVersion: number | null;
  private readonly tag: number;
  private keyText: string | null = null;
  private teamText: string | null = null;
  private shownKeyText: string | null = null;
  private shownTeamText: string | null = null;
  private jsonText: string | null = null;

  constructor(
    readonly slot: number,
    private readonly words: Int32Array,
    private readonly wordAt: number,
    private readonly floats: Float64Array,
    terms: Terms,
    private readonly texts: TextArena,
    /** As it was asked for: twelve characters, which V8 copies, are no window onto the whole secret that was presented. */
    readonly secretId: string,
  ) {
    this.tag = words[wordAt + ID] as number;
    const flags = words[wordAt + FLAGS] as number;
    this.environment = (flags & IS_TEST) === 0 ? "live" : "test";
    this.pepperVersion = (flags & HAS_PEPPER) === 0 ? null : flags >> PEPPER_SHIFT;
    this.grant = terms.grant;
    this.policy = terms.policy;
    this.teamPolicy = terms.teamPolicy;
    const floatAt = wordAt >> 1;
    this.expiresAt = date(floats[floatAt + EXPIRES_FLOAT] as number);
    this.disabledAt = date(floats[floatAt + DISABLED_FLOAT] as number);
    this.revokedAt = date(floats[floatAt + REVOKED_FLOAT] as number);
    this.secretEndsAt = date(floats[floatAt + ENDS_FLOAT] as number);
  }

  /** In a buffer that the next hash asked for, of whichever key, is written over. */
  get hash(): Buffer {
    const at = this.at() + HASH;
    for (let i = 0; i < HASH_WORDS; i++) hashWords[i] = this.words[at + i] as number;
    return hash;
  }

  get version(): number {
    return this.floats[(this.at() >> 1) + VERSION_FLOAT] as number;
  }

  get keyId(): string {
    this.keyText ??= uuidText(this.words, this.at() + KEY);
    return this.keyText;
  }

  get teamId(): string {
    if (this.teamText === null) {
      const address = this.word(TEXT);
      this.teamText = uuidText(this.texts.words(address), this.texts.extraAt(address));
    }
    return this.teamText;
  }

  get shownKeyId(): string {
    this.shownKeyText ??= shown("key", this.words, this.at() + KEY);
    return this.shownKeyText;
  }

  get shownTeamId(): string {
    if (this.shownTeamText === null) {
      const address = this.word(TEXT);
      this.shownTeamText = shown("team", this.texts.words(address), this.texts.extraAt(address));
    }
    return this.shownTeamText;
  }

  get json(): string {
    this.jsonText ??= wholeJson(this.texts.text(this.word(TEXT)), this);
    return this.jsonText;
  }

  private at(): number {
    if (this.words[this.wordAt + ID] === this.tag) return this.wordAt;
    throw new Error(
      "A cached key was read after its time. Whatever outlives the synchronous run takes lasting(record).",
    );
  }

  private word(field: number): number {
    return this.words[this.at() + field] as number;
  }
}
