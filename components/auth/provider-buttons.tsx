"use client";

import { signIn } from "next-auth/react";
import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ProviderId, ProviderView } from "@/lib/auth/providers/provider";
import { ProviderMark } from "./provider-mark";
import { useReturn } from "./use-return";

type ProviderButtonsProps = { providers: readonly ProviderView[]; returnTo: string; withForm?: boolean };

/** A button for each provider that is configured; nothing when none is. `withForm`: a form for a password follows. */
export function ProviderButtons({ providers, returnTo, withForm = true }: ProviderButtonsProps) {
  const [pending, setPending] = useState<ProviderId | null>(null);
  useReturn(useCallback(() => setPending(null), []));
  if (providers.length === 0) return null;
  return (
    <>
      <div className="flex flex-col gap-2">
        {providers.map(({ id, name }) => (
          <Button
            key={id}
            icon={<ProviderMark provider={id} />}
            pending={pending === id}
            disabled={pending !== null && pending !== id}
            onClick={() => {
              setPending(id);
              signIn(id, { callbackUrl: returnTo }).catch(() => setPending(null));
            }}
            className="!h-9"
          >
            <span className="truncate">Continue with {name}</span>
          </Button>
        ))}
      </div>
      {withForm && (
        <div className="flex items-center gap-3 text-muted text-xs">
          <span aria-hidden className="h-px grow bg-line" />
          or with email
          <span aria-hidden className="h-px grow bg-line" />
        </div>
      )}
    </>
  );
}
