"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import type { RevealContent } from "./reveal-content";

export type Revealing = { content: RevealContent; finalFocus: () => HTMLElement | boolean };

/** What is shown once: Escape and a press outside do nothing, and closing before a copy asks; unless nothing is lost by that. */
export function RevealDialog({ content, finalFocus, onClosed }: Revealing & { onClosed: () => void }) {
  const { title, description, what, plaintext, tabs, lost } = content;
  const isKept = lost === null;
  const [open, setOpen] = useState(true);
  const [copied, setCopied] = useState(isKept);
  const [asking, setAsking] = useState(false);
  const copyRow = useRef<HTMLDivElement>(null);
  const onCopied = () => {
    setCopied(true);
    setAsking(false);
  };

  useEffect(() => {
    if (copied) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [copied]);

  return (
    <Dialog
      deliberate={!isKept}
      wide
      open={open}
      onOpenChange={(next) => isKept && setOpen(next)}
      onClosed={onClosed}
      title={title}
      description={description}
      initialFocus={() => copyRow.current?.querySelector("button") ?? true}
      finalFocus={finalFocus}
    >
      <DialogBody>
        <div ref={copyRow} className="flex items-start gap-3 rounded border border-line-strong bg-sunken p-3">
          <code data-secret onCopy={onCopied} className="min-w-0 grow text-sm leading-6 [overflow-wrap:anywhere]">
            {plaintext}
          </code>
          <CopyButton text={plaintext} label={`Copy ${what}`} look="primary" onCopied={onCopied}>
            Copy
          </CopyButton>
        </div>
        {tabs.length > 0 && (
          <Tabs
            label="How to use it"
            tabs={tabs.map(({ id, label, ...tab }) => ({
              id,
              label,
              content:
                "text" in tab ? (
                  <p className="text-muted text-sm">{tab.text}</p>
                ) : (
                  <CodeBlock wrap code={tab.code} label={tab.codeLabel} onCopied={onCopied} />
                ),
            }))}
          />
        )}
        {asking && (
          <Notice tone="warning" announce>
            You have not copied the {what}. Once this closes, nobody can show it again; {lost}.
          </Notice>
        )}
      </DialogBody>
      <DialogActions>
        {asking && (
          <Button look="danger" onClick={() => setOpen(false)}>
            Close without copying
          </Button>
        )}
        {/* One button, so that the way back has the place and the focus of Done: a double press loses no secret. */}
        <Button
          look={copied ? "primary" : "secondary"}
          onClick={() => (asking ? setAsking(false) : copied ? setOpen(false) : setAsking(true))}
        >
          {asking ? "Go back" : "Done"}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
