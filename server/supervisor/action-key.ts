import { hkdfSync } from "node:crypto";

const LABEL = "latchkey: encryption of server action arguments, v1";

/**
 * The AES-256 key by which Next seals what its server actions close over, in base64: out of NEXTAUTH_SECRET, so that every
 * dashboard of a deployment, and every version of it, opens what another one sealed. Without it each build makes its own.
 */
export const actionKey = (secret: string): string =>
  Buffer.from(hkdfSync("sha256", secret, "", LABEL, 32)).toString("base64");
