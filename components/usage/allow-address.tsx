"use client";

import { Check, Plus } from "lucide-react";
import { keyActs } from "@/components/keys/key-acts";
import { useKeyDialogs } from "@/components/keys/key-dialog-context";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { allowsAddress, parseRanges } from "@/lib/keys/ip-list";
import type { KeyView } from "@/lib/keys/view";

/** From a caller's row to the key's allow list: opens the key for editing with the address in it. */
export function AllowAddress({ item, address }: { item: KeyView; address: string | null }) {
  const { open } = useKeyDialogs();
  const may = useMay();
  if (address === null) return null;
  if (item.allowedIps.length > 0 && allowsAddress(parseRanges(item.allowedIps), address)) {
    return (
      <span className="inline-flex items-center gap-1 text-muted text-xs">
        <Check aria-hidden className="size-3.5" />
        On the allow list
      </span>
    );
  }
  if (!keyActs(item, may).has("edit")) return null;
  return (
    <Button
      size="sm"
      icon={<Plus aria-hidden className="size-3.5" />}
      aria-label={`Add ${address} to allow list`}
      onClick={() => open({ kind: "edit", key: item, allow: address })}
    >
      Add to allow list
    </Button>
  );
}
