import { parseAsStringLiteral } from "nuqs/server";
import type { KeyView } from "@/lib/keys/view";
import type { KeyAct } from "./key-acts";

/** What a link may ask a key's page to open: `?do=rotate`. It opens a dialog, and does nothing by itself. */
export const ASKED_ACTS = ["rotate", "edit"] as const satisfies readonly KeyAct[];
export type AskedAct = (typeof ASKED_ACTS)[number];
export const askedActParser = parseAsStringLiteral(ASKED_ACTS);

/** The act that the query of a path asks for; null: none. */
export const askedActOf = (path: string): AskedAct | null =>
  askedActParser.parse(new URL(path, "http://nowhere.invalid").searchParams.get("do") ?? "");

/** Why an act that was asked for is not offered; null: it is. */
export function whyNot(act: AskedAct, key: Pick<KeyView, "status">, acts: ReadonlySet<KeyAct>): string | null {
  if (acts.has(act)) return null;
  const verb = act === "rotate" ? "rotated" : "edited";
  if (key.status === "revoked") return `This key is revoked and cannot be ${verb} any more.`;
  // Whoever may edit it sees how to make it work again.
  if (key.status === "expired" && acts.has("edit"))
    return `This key has expired. Give it a later end before you ${act} it.`;
  return `You may not ${act} this key. Whoever made it may, and so may the team's admins and owners.`;
}
