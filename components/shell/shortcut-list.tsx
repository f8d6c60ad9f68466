"use client";

import { Dialog, DialogBody } from "@/components/ui/dialog";
import { useMay } from "./team-context";

const SHORTCUTS = [
  ["Search or jump to", ["⌘ K", "Ctrl K"]],
  ["Create key", ["C"]],
  ["Search keys", ["/"]],
  ["Show shortcuts", ["?"]],
  ["Close a dialog or menu", ["Esc"]],
] as const;

type ShortcutListProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function ShortcutList({ open, onOpenChange }: ShortcutListProps) {
  const may = useMay();
  const shown = SHORTCUTS.filter(([act]) => act !== "Create key" || may("key:create"));
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <DialogBody>
        <dl className="flex flex-col">
          {shown.map(([act, keys]) => (
            <div key={act} className="flex h-9 items-center justify-between border-line border-b last:border-0">
              <dt className="text-sm">{act}</dt>
              <dd className="flex gap-1.5">
                {keys.map((key) => (
                  <kbd key={key} className="rounded-sm border border-line bg-sunken px-1.5 text-xs leading-5">
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogBody>
    </Dialog>
  );
}
