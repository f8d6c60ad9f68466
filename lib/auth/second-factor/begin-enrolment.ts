import { encode } from "uqr";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { requireFreshSignIn } from "../fresh-sign-in";
import type { Person } from "../person";
import { sealTotp } from "./sealed-totp";
import { newTotpSecret, totpUri } from "./totp";

/** What an authenticator app needs, shown until a code confirms it. `qr`: a square of `size` modules, the dark ones as an SVG path. */
export type Enrolment = { secret: string; qr: { size: number; path: string } };

export const alreadyOn = (): DomainError =>
  new DomainError("conflict", "The second factor is on already. Turn it off first, then set it up with another app.");

function qrOf(text: string): Enrolment["qr"] {
  // Four light modules around it, as ISO/IEC 18004 wants.
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return { size, path };
}

/**
 * A new secret for an authenticator app. It counts for nothing until `confirmEnrolment`; beginning again replaces it.
 * @throws DomainError fresh_sign_in_required; conflict when a second factor is on
 */
export async function beginEnrolment(person: Person, issuer: string): Promise<Enrolment> {
  requireFreshSignIn(person);
  const secret = newTotpSecret();
  const { sealed, kekVersion } = sealTotp(person.userId, secret);
  const begun = await prisma().$executeRaw`
    INSERT INTO second_factors AS f (user_id, sealed, kek_version, created_at)
    VALUES (${person.userId}::uuid, ${sealed}, ${kekVersion}, ${clock.now()})
    ON CONFLICT (user_id) DO UPDATE
      SET sealed = excluded.sealed, kek_version = excluded.kek_version, created_at = excluded.created_at, last_step = 0
      WHERE f.confirmed_at IS NULL`;
  if (begun === 0) throw alreadyOn();
  return { secret, qr: qrOf(totpUri(secret, { issuer, label: person.email })) };
}
