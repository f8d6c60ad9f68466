"use client";

import { Plus } from "lucide-react";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { useKeyDialogs } from "./key-dialog-context";

export function CreateKeyButton() {
  const may = useMay();
  const { open } = useKeyDialogs();
  if (!may("key:create")) return null;
  return (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      aria-keyshortcuts="c"
      onClick={() => open({ kind: "create" })}
    >
      Create key
    </Button>
  );
}
