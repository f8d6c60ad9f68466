"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { useDialog } from "@/components/ui/use-dialog";
import { STORAGE_MODES, type StorageMode } from "@/lib/operator/schema";
import { counted, MODE_WORDS } from "./storage-modes";
import { SwitchStorageDialog } from "./switch-storage-dialog";
import { useSaved } from "./use-saved";

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <div>
      <h3 className="font-medium text-muted text-xs">{title}</h3>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-sm marker:text-muted">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}

type StorageViewProps = { mode: StorageMode; sealedSecrets: number };

/** Both modes with what each costs, and the way from one to the other. */
export function StorageView({ mode, sealedSecrets }: StorageViewProps) {
  const { shown, controls, show } = useDialog<StorageMode>();
  const onSaved = useSaved();
  return (
    <>
      <p className="max-w-[72ch] text-muted text-sm">
        How secrets are kept from now on, for every team. A secret that exists stays as it was made: one kept as a hash
        alone can never be shown again, whatever is chosen here.{" "}
        <Link href="/docs/storage" className="font-medium text-text underline underline-offset-2">
          How both work
        </Link>
      </p>
      {mode === "irretrievable" && sealedSecrets > 0 && (
        <Notice tone="warning">
          <p>
            {counted(sealedSecrets)} from the retrievable mode can still be shown. Forgetting what is sealed lets them
            go on working, and nobody show them.
          </p>
          <Button size="sm" className="mt-2" onClick={() => show("irretrievable")}>
            Forget sealed secrets
          </Button>
        </Notice>
      )}
      <div className="grid gap-4 wide:grid-cols-2">
        {STORAGE_MODES.map((each) => {
          const { name, lead, gives, costs } = MODE_WORDS[each];
          const isCurrent = each === mode;
          return (
            <Card
              key={each}
              title={name}
              className={isCurrent ? "border-line-strong" : undefined}
              aside={
                isCurrent && (
                  <Badge tone="accent" icon={<Check aria-hidden className="size-3" />}>
                    In use
                  </Badge>
                )
              }
            >
              <div className="flex flex-col gap-3">
                <p className="text-sm">{lead}</p>
                <Points title="What it gives" points={gives} />
                <Points title="What it costs" points={costs} />
                {!isCurrent && (
                  <Button className="self-start" onClick={() => show(each)}>
                    Switch to {each}
                  </Button>
                )}
              </div>
            </Card>
          );
        })}
      </div>
      {shown && (
        <SwitchStorageDialog
          {...controls}
          mode={shown}
          isCurrent={shown === mode}
          sealedSecrets={sealedSecrets}
          onDone={(said) => {
            controls.close();
            onSaved(said);
          }}
        />
      )}
    </>
  );
}
