import { createHash } from "node:crypto";
import type { RequestFrom } from "@/lib/auth/request-from";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { reportLeaks } from "../report-leaks";
import { claimBody } from "./claim-body";
import { isSigned } from "./is-signed";
import { type ReportedMatch, readMatches } from "./reported-matches";
import { SigningKeys } from "./signing-keys";

/** A request to the endpoint as it came; the body is what was signed, byte by byte. */
export type SignedReport = { body: Uint8Array; keyId: string | null; signature: string | null };

/** What GitHub is told of a match: the SHA-256 of the token in hexadecimal, and never the token. */
export type Feedback = { token_hash: string; token_type: string; label: "true_positive" | "false_positive" };

let signingKeys: SigningKeys | undefined;
const publishedKeys = (): SigningKeys => (signingKeys ??= new SigningKeys(env().GITHUB_SECRET_SCANNING_KEYS_URL));

/**
 * Takes a report of GitHub's secret scanning (its partner programme, product O5): what it found is dealt with, once.
 * @param keys for tests
 * @throws DomainError invalid for what has no signature or cannot be read; forbidden for what GitHub has not signed; conflict for what
 *   was taken before; unavailable when that cannot be told, or not be dealt with, right now
 */
export async function takeMatches(
  report: SignedReport,
  from: RequestFrom,
  keys = publishedKeys(),
): Promise<Feedback[]> {
  await requireSignature(report, keys);
  const matches = readMatches(report.body);
  if (matches === null) {
    throw new DomainError("invalid", "The body is not a JSON array of matches, each with a token and a type.");
  }
  const claim = await claimBody(report.body);
  if (claim === null) {
    throw new DomainError(
      "conflict",
      "This report was taken before. Nothing is done twice; there is no need to send it again.",
    );
  }
  try {
    const feedback = await deal(matches, from);
    await claim.done();
    return feedback;
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function requireSignature({ body, keyId, signature }: SignedReport, keys: SigningKeys): Promise<void> {
  if (!keyId || !signature) {
    throw new DomainError(
      "invalid",
      "Send the headers Github-Public-Key-Identifier and Github-Public-Key-Signature: only what GitHub has signed is taken here.",
    );
  }
  const key = await keys.find(keyId);
  if (key === null) {
    throw new DomainError("forbidden", "GitHub’s list has no signing key of this identifier.");
  }
  if (!isSigned(body, signature, key)) {
    throw new DomainError("forbidden", "The signature is not that of this body by this key.");
  }
}

async function deal(matches: readonly ReportedMatch[], { ip, userAgent, requestId }: RequestFrom): Promise<Feedback[]> {
  const by = { kind: "system" as const, id: null, name: "GitHub secret scanning", ip, userAgent, requestId };
  const real = await reportLeaks(matches, { reporter: { kind: "github" }, by });
  return matches.map(({ token, type }, i) => ({
    token_hash: createHash("sha256").update(token).digest("hex"),
    token_type: type,
    label: real[i] ? "true_positive" : "false_positive",
  }));
}
