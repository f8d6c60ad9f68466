"use client";

import type { KeyView } from "@/lib/keys/view";
import { Expires } from "./expires";
import { endsByRotation } from "./rotation-words";

/** In a list: the key's end, whatever sets it; by a rotation that is enforced, it says so. */
export function KeyEnd({ item }: { item: KeyView }) {
  if (!endsByRotation(item) || item.status === "revoked") return <Expires item={item} />;
  return (
    <>
      <Expires item={{ status: item.status, expiresAt: item.rotateBy }} />
      <span className="block text-muted text-xs">unless rotated</span>
    </>
  );
}
