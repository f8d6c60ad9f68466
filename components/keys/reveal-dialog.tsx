"use client";

import { useEffect, useRef, useState } from "react";
import { verifyCurl } from "@/components/docs/samples";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import type { RevealedKey } from "@/lib/keys/view";
import { envVariable } from "../docs/env-variable";

export type Revealing = {
  revealed: RevealedKey;
  /** Where the gateway answers, and the deployment's prefix: for the samples. */
  gatewayUrl: string;
  keyPrefix: string;
  finalFocus: () => HTMLElement | boolean;
};

/** The secret, once. Escape and a press outside do nothing; closing before a copy asks. */
export function RevealDialog({
  revealed,
  gatewayUrl,
  keyPrefix,
  finalFocus,
  onClosed,
}: Revealing & { onClosed: () => void }) {
  const { key, secret } = revealed;
  const [open, setOpen] = useState(true);
  const [copied, setCopied] = useState(false);
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

  const variable = envVariable(keyPrefix);
  return (
    <Dialog
      deliberate
      wide
      open={open}
      onOpenChange={() => {}}
      onClosed={onClosed}
      title="Keep this secret now"
      description={
        <>
          Shown once. We store only a hash of the secret of <bdi className="font-medium text-text">{key.label}</bdi>, so
          nobody can show it again.
        </>
      }
      initialFocus={() => copyRow.current?.querySelector("button") ?? true}
      finalFocus={finalFocus}
    >
      <DialogBody>
        <div ref={copyRow} className="flex items-start gap-3 rounded border border-line-strong bg-sunken p-3">
          <code data-secret onCopy={onCopied} className="min-w-0 grow text-sm leading-6 [overflow-wrap:anywhere]">
            {secret}
          </code>
          <CopyButton text={secret} label="Copy secret" look="primary" onCopied={onCopied}>
            Copy
          </CopyButton>
        </div>
        <Tabs
          label="How to use it"
          tabs={[
            {
              id: "secret",
              label: "Secret",
              content: (
                <p className="text-muted text-sm">
                  Put it in your secrets manager, or in an environment variable of the service that uses it. Never in
                  code, in a URL or in a ticket.
                </p>
              ),
            },
            {
              id: "env",
              label: ".env",
              content: <CodeBlock wrap code={`${variable}=${secret}`} label=".env line" onCopied={onCopied} />,
            },
            {
              id: "curl",
              label: "curl",
              content: (
                <CodeBlock wrap code={verifyCurl(gatewayUrl, secret)} label="curl command" onCopied={onCopied} />
              ),
            },
          ]}
        />
        {asking && (
          <Notice tone="warning" announce>
            You have not copied the secret. Once this closes, nobody can show it again; you would have to rotate the
            key.
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
