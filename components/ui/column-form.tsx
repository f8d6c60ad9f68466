"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { Notice } from "./notice";
import type { useSubmit } from "./use-submit";

type ColumnFormProps = {
  /** Of `useSubmit`. */
  submission: Pick<ReturnType<typeof useSubmit>, "form" | "message" | "pending" | "onSubmit">;
  /** What the form does: verb and object. */
  act: string;
  children: ReactNode;
};

/** The form of a page that has nothing else: what went wrong above its fields, the act below, as wide as they are. */
export function ColumnForm({ submission: { form, message, pending, onSubmit }, act, children }: ColumnFormProps) {
  return (
    // Sent before the page's scripts are there, it must not put what was typed into the address.
    <form ref={form} method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      {children}
      <Button type="submit" look="primary" pending={pending} className="!h-9">
        {act}
      </Button>
    </form>
  );
}
