"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useSubmit } from "@/components/ui/use-submit";
import { localText } from "@/lib/usage/local-time";
import { zoneText } from "./current-name";
import { readMoment } from "./read-moment";
import type { ShownRange } from "./shown-range";

type CustomRangeProps = {
  /** Offered as the start. */
  shown: Pick<ShownRange, "from" | "to" | "chosenZone">;
  /** Whose range it is: what lies in the past, and what more there is to know. */
  of: { begins: string; hint?: string };
  size?: "sm" | "md";
  onChosen: (range: { from: string; to: string }) => void;
};

/** Any stretch of time, for who cannot or does not want to drag over a chart. */
export function CustomRange({ shown, of, size = "sm", onChosen }: CustomRangeProps) {
  const zone = shown.chosenZone;
  const [open, setOpen] = useState(false);
  const [start, setStart] = useState("");
  const [end, setEnd] = useState("");

  const { form, errors, onSubmit } = useSubmit(async () => {
    const [first, last] = [readMoment(start, zone), readMoment(end, zone)];
    const wrong: Record<string, string> = {};
    if (first === null) wrong.from = "Choose a day and a time.";
    else if (first >= Date.now()) wrong.from = `${of.begins} in the past.`;
    if (last === null) wrong.to = "Choose a day and a time.";
    else if (first !== null && last <= first) wrong.to = "Choose a time after the first.";
    if (first === null || last === null || Object.keys(wrong).length > 0) {
      return { ok: false, error: { message: "", fieldErrors: wrong } };
    }
    onChosen({ from: new Date(first).toISOString(), to: new Date(last).toISOString() });
    setOpen(false);
    return { ok: true };
  });

  return (
    <>
      <Button
        size={size}
        onClick={() => {
          setStart(localText(shown.from, zone));
          setEnd(localText(shown.to, zone));
          setOpen(true);
        }}
      >
        Custom
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Choose a time range"
        description={`Times in ${zoneText(zone)}.${of.hint ? ` ${of.hint}` : ""}`}
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
