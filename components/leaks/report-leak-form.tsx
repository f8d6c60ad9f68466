"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ColumnForm } from "@/components/ui/column-form";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { reportLeakAction } from "@/lib/actions/leaks";
import { reportLeakSchema } from "@/lib/leaks/schema";
import { LeakedTextField, LeakPlaceField } from "./leak-fields";

/** Takes a key from whoever has found it. What is said afterwards is the same whatever it was. */
export function ReportLeakForm() {
  const [text, setText] = useState("");
  const [url, setUrl] = useState("");
  const [isSent, setIsSent] = useState(false);
  const submission = useSubmit(async () => {
    const parsed = reportLeakSchema.safeParse({ text, url });
    if (!parsed.success) return invalid(parsed.error);
    const reported = await reportLeakAction(parsed.data);
    if (reported.ok) {
      setText("");
      setUrl("");
      setIsSent(true);
    }
    return reported;
  });
  const { errors } = submission;
  if (isSent)
    return (
      <>
        <Notice announce>Thank you. If it is a key of ours, its owner is being told.</Notice>
        <Button className="!h-9" onClick={() => setIsSent(false)}>
          Report another key
        </Button>
      </>
    );
  return (
    <ColumnForm submission={submission} act="Report key">
      <LeakedTextField label="Key" autoFocus value={text} onChange={setText} error={errors.text} />
      <LeakPlaceField label="Where you saw it" className="!h-9" value={url} onChange={setUrl} error={errors.url} />
    </ColumnForm>
  );
}
