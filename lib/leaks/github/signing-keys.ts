import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { clock } from "@/lib/clock";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";

/** GitHub's answer; what else it tells does not matter here. Keys that are no longer current may still sign what is on its way. */
const listSchema = z.object({
  public_keys: z.array(z.object({ key_identifier: z.string(), key: z.string() })).max(100),
});

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 256 * 1_024;
/** So often the list is read again, also when all that is asked of it is in it. */
const FRESH_MS = 3_600_000;
/** GitHub's outage is no reason to miss a leak: so long an old list goes on being believed. */
const BELIEVED_MS = 24 * 3_600_000;
/** An id that is not in the list has it read again at most so often: anybody can make ids up. */
const UNKNOWN_MS = 60_000;
const AFTER_FAILURE_MS = 5_000;

/** The keys that GitHub signs its reports with, by their ids: read from its published list when they are needed, and kept. */
export class SigningKeys {
  #keys: ReadonlyMap<string, KeyObject> | null = null;
  #readAt = 0;
  #failedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<boolean> | null = null;

  constructor(private readonly url: string) {}

  /**
   * @returns null for an id that GitHub does not know
   * @throws DomainError unavailable when the list cannot be read, so that nobody can tell
   */
  async find(id: string): Promise<KeyObject | null> {
    const age = clock.ms() - this.#readAt;
    const known = this.#keys?.get(id);
    if (known !== undefined && age < FRESH_MS) return known;
    if (this.#keys !== null && known === undefined && age < UNKNOWN_MS) return null;
    if (await this.#read()) return this.#keys?.get(id) ?? null;
    if (known !== undefined && age < BELIEVED_MS) return known;
    throw new DomainError(
      "unavailable",
      "GitHub’s list of signing keys cannot be read right now, so that the signature cannot be checked. Send it again later.",
      undefined,
      60,
    );
  }

  /** One at a time, whoever asks. @returns whether the list is new */
  #read(): Promise<boolean> {
    if (this.#reading === null && clock.ms() - this.#failedAt < AFTER_FAILURE_MS) return Promise.resolve(false);
    this.#reading ??= this.#fetch()
      .then(
        (keys) => {
          this.#keys = keys;
          this.#readAt = clock.ms();
          return true;
        },
        (error: unknown) => {
          this.#failedAt = clock.ms();
          log.error({ reason: reasonOf(error) }, "GitHub's list of signing keys cannot be read");
          return false;
        },
      )
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  async #fetch(): Promise<ReadonlyMap<string, KeyObject>> {
    const response = await fetch(this.url, {
      headers: { Accept: "application/json", "User-Agent": "latchkey" },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
    const { public_keys } = listSchema.parse(JSON.parse(await readText(response.body)));
    const keys = public_keys.flatMap(({ key_identifier, key }) => {
      const parsed = p256Key(key);
      return parsed === null ? [] : [[key_identifier, parsed] as const];
    });
    if (keys.length === 0) throw new Error("no usable key");
    return new Map(keys);
  }
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new Error("too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Null for a key of another kind: the scheme is ECDSA-NIST-P256V1-SHA256 and no other. */
function p256Key(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : "unknown");
