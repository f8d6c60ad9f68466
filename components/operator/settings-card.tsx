"use client";

import type { FormEventHandler, ReactNode, RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";

type SettingsCardProps = {
  title: string;
  intro?: ReactNode;
  /** Of `useSubmit`. */
  form: RefObject<HTMLFormElement | null>;
  onSubmit: FormEventHandler;
  message: string | null;
  pending: boolean;
  submitLabel: string;
  /** Beside the button: what follows from it. */
  note?: ReactNode;
  children: ReactNode;
};

/** One setting, or a few that go together, saved with one button. */
export function SettingsCard(props: SettingsCardProps) {
  const { title, intro, form, onSubmit, message, pending, submitLabel, note, children } = props;
  return (
    <Card title={title} flush className="max-w-[720px]">
      <form ref={form} onSubmit={onSubmit} noValidate>
        <div className="flex flex-col gap-4 px-4 pb-4">
          {intro && <div className="max-w-[62ch] text-muted text-sm">{intro}</div>}
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          {children}
        </div>
        <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-b-lg border-line border-t bg-sunken px-4 py-2.5">
          <p className="min-w-0 text-muted text-xs">{note}</p>
          <Button type="submit" look="primary" pending={pending} className="ml-auto">
            {submitLabel}
          </Button>
        </footer>
      </form>
    </Card>
  );
}
