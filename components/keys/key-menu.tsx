"use client";

import { CirclePause, CirclePlay, Ellipsis, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useMay } from "@/components/shell/team-context";
import { buttonClass } from "@/components/ui/button-class";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { KeyView } from "@/lib/keys/view";
import { keyActs } from "./key-acts";
import { useKeyDialogs } from "./key-dialog-context";

const icon = "size-4 text-muted";

/** Rotate, edit, disable, revoke: what this person may do to this key as it is now. */
export function KeyMenu({ item }: { item: KeyView }) {
  const { open } = useKeyDialogs();
  const acts = keyActs(item, useMay());
  if (acts.size === 0) return null;
  return (
    <Menu
      label={`Actions for ${item.label}`}
      triggerClassName={buttonClass("ghost", "icon", "!relative z-10")}
      trigger={<Ellipsis aria-hidden className="size-4" />}
    >
      {acts.has("rotate") && (
        <MenuItem icon={<RefreshCw aria-hidden className={icon} />} onClick={() => open({ kind: "rotate", key: item })}>
          Rotate key
        </MenuItem>
      )}
      {acts.has("edit") && (
        <MenuItem icon={<Pencil aria-hidden className={icon} />} onClick={() => open({ kind: "edit", key: item })}>
          Edit key
        </MenuItem>
      )}
      {acts.has("disable") && (
        <MenuItem
          icon={
            item.disabledAt ? <CirclePlay aria-hidden className={icon} /> : <CirclePause aria-hidden className={icon} />
          }
          onClick={() => open({ kind: "disable", key: item })}
        >
          {item.disabledAt ? "Enable key" : "Disable key"}
        </MenuItem>
      )}
      {acts.has("revoke") && (
        <>
          {acts.size > 1 && <MenuSeparator />}
          <MenuItem
            danger
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => open({ kind: "revoke", key: item })}
          >
            Revoke key
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
