"use client";

import type { ComponentProps } from "react";
import { Input } from "@/components/ui/input";

/** A code of an authenticator app, or a recovery code; phones and password managers fill it in. */
export function CodeInput(props: ComponentProps<"input">) {
  return (
    <Input
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      {...props}
      className="!h-9 tabular font-mono"
    />
  );
}
