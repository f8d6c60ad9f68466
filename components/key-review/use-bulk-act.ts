"use client";

import { useState } from "react";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { useTeam } from "@/components/shell/team-context";
import { actOnKeysAction } from "@/lib/actions/key-review";
import type { ActedOnKeys } from "@/lib/key-review/act-on-keys";
import { type BulkAct, MOST_KEYS_AT_ONCE } from "@/lib/key-review/schema";

type Outcome = { ok: true; data: ActedOnKeys } | { ok: false; error: { message: string } };

/** Acts on many keys, some at a time, and tells how far it is. What was done before an error stays done, and is told too. */
export function useBulkAct() {
  const { slug } = useTeam();
  const { confirmed } = useConfirmIdentity();
  const [done, setDone] = useState(0);
  const run = async (act: BulkAct, keyIds: readonly string[], reason: string): Promise<Outcome> => {
    const all: ActedOnKeys = { done: [], refused: [] };
    setDone(0);
    for (let from = 0; from < keyIds.length; from += MOST_KEYS_AT_ONCE) {
      const some = keyIds.slice(from, from + MOST_KEYS_AT_ONCE);
      const input = { team: slug, act, keyIds: some, ...(reason !== "" && { reason }) };
      const acted = await confirmed(() => actOnKeysAction(input)).catch(() => null);
      if (acted === null || !acted.ok) {
        const message = acted?.error.message ?? "The server did not answer. Check the connection and try again.";
        const before =
          from === 0
            ? ""
            : ` ${from.toLocaleString("en")} of ${keyIds.length.toLocaleString("en")} keys were gone through before.`;
        return { ok: false, error: { message: message + before } };
      }
      all.done.push(...acted.data.done);
      all.refused.push(...acted.data.refused);
      setDone(from + some.length);
    }
    return { ok: true, data: all };
  };
  return { done, run };
}
