"use client";

import { Download } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { AccountDialogProps } from "./account-dialog";

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(url);
}

/** The recovery codes, once. Escape and a press outside do nothing; closing before they are kept asks. */
export function RecoveryCodesDialog(props: AccountDialogProps & { codes: readonly string[] }) {
  const { open, close, onClosed, finalFocus, codes } = props;
  const row = useRef<HTMLDivElement>(null);
  const [kept, setKept] = useState(false);
  const [asking, setAsking] = useState(false);
  const onKept = () => {
    setKept(true);
    setAsking(false);
  };
  const text = `${codes.join("\n")}\n`;
  return (
    <Dialog
      deliberate
      open={open}
      onOpenChange={() => {}}
      onClosed={onClosed}
      title="Keep these recovery codes"
      description="Each signs you in once, when your phone is out of reach. Shown once: only their hashes are stored."
      initialFocus={() => row.current?.querySelector("button") ?? true}
      finalFocus={finalFocus}
    >
      <DialogBody>
        <ul
          data-secret
          aria-label="Recovery codes"
          onCopy={onKept}
          className="tabular grid grid-cols-1 gap-x-6 gap-y-1 rounded border border-line-strong bg-sunken p-3 font-mono text-sm sm:grid-cols-2"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div ref={row} className="flex flex-wrap gap-2">
          <CopyButton text={text} label="Copy recovery codes" look="primary" onCopied={onKept}>
            Copy
          </CopyButton>
          <Button
            icon={<Download aria-hidden className="size-3.5" />}
            onClick={() => {
              download(text);
              onKept();
            }}
          >
            Download
          </Button>
        </div>
        {asking && (
          <Notice tone="warning" announce>
            You have not kept the codes. Once this closes, nobody can show them again.
          </Notice>
        )}
      </DialogBody>
      <DialogActions>
        {asking && (
          <Button look="danger" onClick={close}>
            Close without keeping
          </Button>
        )}
        {/* One button, so that the way back has the place and the focus of Done: a double press loses nothing. */}
        <Button
          look={kept ? "primary" : "secondary"}
          onClick={() => (asking ? setAsking(false) : kept ? close() : setAsking(true))}
        >
          {asking ? "Go back" : "Done"}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
