"use client";

import { CirclePause, CirclePlay, Megaphone, Pencil, RefreshCw } from "lucide-react";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import type { KeyView } from "@/lib/keys/view";
import { keyActs } from "./key-acts";
import { useKeyDialogs } from "./key-dialog-context";

const icon = "size-3.5";

/** On the key's own page every act is a button: at 3 a.m. nobody looks into menus. */
export function KeyActions({ item }: { item: KeyView }) {
  const { open } = useKeyDialogs();
  const acts = keyActs(item, useMay());
  if (acts.size === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {acts.has("rotate") && (
        <Button icon={<RefreshCw aria-hidden className={icon} />} onClick={() => open({ kind: "rotate", key: item })}>
          Rotate key
        </Button>
      )}
      {acts.has("edit") && (
        <Button icon={<Pencil aria-hidden className={icon} />} onClick={() => open({ kind: "edit", key: item })}>
          Edit key
        </Button>
      )}
      {acts.has("disable") && (
        <Button
          icon={
            item.disabledAt ? <CirclePlay aria-hidden className={icon} /> : <CirclePause aria-hidden className={icon} />
          }
          onClick={() => open({ kind: "disable", key: item })}
        >
          {item.disabledAt ? "Enable key" : "Disable key"}
        </Button>
      )}
      {acts.has("reportLeak") && (
        <Button
          icon={<Megaphone aria-hidden className={icon} />}
          onClick={() => open({ kind: "reportLeak", key: item })}
        >
          Report leak
        </Button>
      )}
      {acts.has("revoke") && (
        <Button look="danger" onClick={() => open({ kind: "revoke", key: item })}>
          Revoke key
        </Button>
      )}
    </div>
  );
}
