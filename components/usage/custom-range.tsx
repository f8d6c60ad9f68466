"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useSubmit } from "@/components/ui/use-submit";

/** `YYYY-MM-DDTHH:MM` in the person's own time zone, as the input wants it. */
const asInput = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

type CustomRangeProps = {
  /** What is shown now, offered as the start. */
  from: Date;
  to: Date;
  onChosen: (range: { from: string; to: string }) => void;
};

/** Any stretch of time, for who cannot or does not want to drag over a chart. */
export function CustomRange({ from, to, onChosen }: CustomRangeProps) {
  const [open, setOpen] = useState(false);
  const [start, setStart] = useState("");
  const [end, setEnd] = useState("");

  const { form, errors, onSubmit } = useSubmit(async () => {
    const [first, last] = [new Date(start), new Date(end)];
    const wrong: Record<string, string> = {};
    if (Number.isNaN(first.getTime())) wrong.from = "Choose a day and a time.";
    else if (first.getTime() >= Date.now()) wrong.from = "Usage begins in the past.";
    if (Number.isNaN(last.getTime())) wrong.to = "Choose a day and a time.";
    else if (last <= first) wrong.to = "Choose a time after the first.";
    if (Object.keys(wrong).length > 0) return { ok: false, error: { message: "", fieldErrors: wrong } };
    onChosen({ from: first.toISOString(), to: last.toISOString() });
    setOpen(false);
    return { ok: true };
  });

  return (
    <>
      <Button
        size="sm"
        onClick={() => {
          setStart(asInput(from));
          setEnd(asInput(to));
          setOpen(true);
        }}
      >
        Custom
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Choose a time range"
        description="In your time zone. Hours are kept for 90 days, days for 3 years."
        initialFocus={() => form.current?.querySelector("input") ?? true}
      >
        <form ref={form} onSubmit={onSubmit} noValidate>
          <DialogBody>
            <Field label="From" error={errors.from}>
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  value={start}
                  onChange={(event) => setStart(event.target.value)}
                />
              )}
            </Field>
            <Field label="To" error={errors.to}>
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  value={end}
                  onChange={(event) => setEnd(event.target.value)}
                />
              )}
            </Field>
          </DialogBody>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" look="primary">
              Show range
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}
