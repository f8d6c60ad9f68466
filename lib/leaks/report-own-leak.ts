import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { showId } from "@/lib/ids";
import { lockKey } from "@/lib/keys/load-key";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { findLeakedSecrets } from "./find-leaked-secrets";
import { keysInText } from "./keys-in-text";
import type { LeakOutcome } from "./leak";
import { leakPlace } from "./leak-place";
import type { LeakResponse } from "./leak-response";
import { recordLeak } from "./record-leak";
import type { ReportPastedLeakInput, ReportSecretLeakInput } from "./schema";
import { tallyReports } from "./tally-reports";
import { tellOfLeaks } from "./tell-of-leaks";

/** The key it is about, and what was done: null is nothing, since it had been done, or was over. */
export type OwnLeak = { key: { id: string; label: string }; outcome: LeakOutcome; response: LeakResponse | null };

/**
 * A member reports a secret of a key that they may revoke, since that is what may follow.
 * @throws DomainError not_found; forbidden
 */
export async function reportSecretLeak(
  actor: Actor,
  { keyId, secretId, url }: ReportSecretLeakInput,
): Promise<OwnLeak> {
  return reportOwn(actor, { keyId, secretId, url: leakPlace(url) });
}

/**
 * The same of a secret that they paste. That it is another team's is not told apart from its being nobody's.
 * @throws DomainError invalid when it is no single key; not_found; forbidden
 */
export async function reportPastedLeak(actor: Actor, { text, url }: ReportPastedLeakInput): Promise<OwnLeak> {
  const [token, ...more] = keysInText(text, 2);
  if (token === undefined || more.length > 0) {
    const what =
      token === undefined ? "There is no whole key in this text." : "There is more than one key in this text.";
    throw new DomainError("invalid", `${what} Paste one.`, { text: `${what} Paste one.` });
  }
  const found = (await findLeakedSecrets([token])).get(token);
  if (found?.teamId !== actor.teamId) {
    const message = "This is no secret of a key in this team. Report it as one of another team's, on the public page.";
    throw new DomainError("not_found", message, { text: message });
  }
  return reportOwn(actor, {
    keyId: showId("key", found.keyId),
    secretId: found.secretId,
    url: leakPlace(url, token),
  });
}

async function reportOwn(actor: Actor, { keyId, secretId, url }: ReportSecretLeakInput): Promise<OwnLeak> {
  const { leakResponse: chosen } = await deploymentSettings();
  const leak = { reporter: { kind: "member" as const, name: actor.name }, source: "", url, by: actor };
  const { key, recorded } = await inTransaction(async (tx) => {
    const key = await lockKey(actor, keyId, tx);
    authorise(actor, "key:revoke", key);
    return { key, recorded: await recordLeak(tx, key, secretId, leak, chosen) };
  });
  await tallyReports("member", [recorded.outcome]);
  await tellOfLeaks([recorded]);
  const { outcome, response } = recorded;
  return { key: { id: showId("key", key.id), label: key.label }, outcome, response };
}
