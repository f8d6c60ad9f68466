"use client";

import { useRef, useState } from "react";
import { Mark } from "@/components/shell/mark";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import { removeLogoAction, setLogoAction } from "@/lib/actions/operator";
import { scaleImage, toBase64 } from "./scale-image";
import { useSaved } from "./use-saved";

const UNREADABLE = "This file cannot be read as a picture. Choose a PNG, JPEG or WebP file.";
const UNREACHABLE = "The server did not answer. Check the connection and try again.";

export function LogoForm({ hasLogo }: { hasLogo: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const chooseButton = useRef<HTMLButtonElement>(null);
  const [pending, setPending] = useState<"set" | "remove" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const onSaved = useSaved();

  const run = async (which: "set" | "remove", said: string, work: () => Promise<string | null>) => {
    setPending(which);
    const failed = await work().catch(() => UNREACHABLE);
    setPending(null);
    setProblem(failed);
    if (failed === null) onSaved(said);
  };
  const choose = (file: File) =>
    run("set", "Logo saved", async () => {
      const image = await scaleImage(file);
      if (image === null) return UNREADABLE;
      const saved = await setLogoAction({ image: await toBase64(image) });
      return saved.ok ? null : saved.error.message;
    });
  const remove = () =>
    run("remove", "Logo removed", async () => {
      const removed = await removeLogoAction({});
      // The button that was pressed goes with the logo.
      if (removed.ok) chooseButton.current?.focus();
      return removed.ok ? null : removed.error.message;
    });

  return (
    <Card title="Logo" className="max-w-[720px]">
      <div className="flex flex-wrap items-center gap-4">
        <span className="flex size-16 shrink-0 items-center justify-center rounded-lg border border-line bg-canvas">
          <Mark className="size-10" />
        </span>
        <div className="flex min-w-0 grow basis-64 flex-col gap-2">
          <p className="text-muted text-sm">
            A PNG, JPEG or WebP picture, best a square one. It is drawn anew at up to 256 pixels, so that nothing but
            what can be seen is kept. Shown to everybody, at sign-in and beside the team’s name.
          </p>
          <div className="flex flex-wrap gap-2">
            <input
              ref={input}
              type="file"
              accept="image/png,image/jpeg,image/webp"
              aria-label="Logo file"
              tabIndex={-1}
              className="sr-only"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = "";
                if (file) void choose(file);
              }}
            />
            <Button ref={chooseButton} pending={pending === "set"} onClick={() => input.current?.click()}>
              Choose logo
            </Button>
            {hasLogo && (
              <Button look="ghost" pending={pending === "remove"} onClick={() => void remove()}>
                Remove logo
              </Button>
            )}
          </div>
          {problem && <FieldError>{problem}</FieldError>}
        </div>
      </div>
    </Card>
  );
}
