"use client";

import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { buttonClass } from "./button-class";

type CopyButtonProps = {
  text: string;
  /** What is copied, as the accessible name says it: "Copy key id". */
  label: string;
  /** Shown beside the icon; without it the button is an icon. */
  children?: string;
  look?: "primary" | "secondary" | "ghost";
  onCopied?: () => void;
  className?: string;
};

/** Copies, shows a tick for 2 s and announces it. */
export function CopyButton({ text, label, children, look = "ghost", onCopied, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      toast.error("The browser refused to copy. Select the text and copy it by hand.");
      return;
    }
    setCopied(true);
    onCopied?.();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), 2_000);
  };

  return (
    <>
      <button
        type="button"
        aria-label={label}
        onClick={copy}
        className={clsx(buttonClass(look, children ? "md" : "icon"), !children && "!size-6", className)}
      >
        {copied ? (
          <Check aria-hidden className={clsx("size-3.5", look !== "primary" && "text-success")} />
        ) : (
          <Copy aria-hidden className="size-3.5" />
        )}
        {children}
      </button>
      <span aria-live="polite" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}
