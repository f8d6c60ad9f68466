import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { loadKey } from "./load-key";
import { toView } from "./to-view";
import type { KeyView } from "./view";

/** @throws DomainError not_found for an unknown and for a foreign id alike */
export async function getKey(actor: Actor, shownId: string): Promise<KeyView> {
  authorise(actor, "key:read");
  return toView(await loadKey(actor, shownId), clock.ms());
}
