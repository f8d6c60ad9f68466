"use client";

import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { startLinkAction, unlinkAccountAction } from "@/lib/actions/sign-in";
import type { LinkedAccountView } from "@/lib/auth/providers/list-linked-accounts";
import type { ProviderId } from "@/lib/auth/providers/provider";
import { useConfirmIdentity } from "./confirm-identity";
import { ProviderMark } from "./provider-mark";
import { useReturn } from "./use-return";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

type LinkedAccountsProps = {
  accounts: readonly LinkedAccountView[];
  /** What became of a link that was started here, once the provider has sent the person back. */
  problem: string | null;
};

/** The providers a person can sign in with beside their password: link one, unlink it. Nothing when none is configured. */
export function LinkedAccounts({ accounts, problem }: LinkedAccountsProps) {
  const router = useRouter();
  const { confirmed } = useConfirmIdentity();
  const [pending, setPending] = useState<ProviderId | null>(null);
  const [message, setMessage] = useState(problem);
  useReturn(useCallback(() => setPending(null), []));
  if (accounts.length === 0) return null;

  const link = async (provider: ProviderId) => {
    setPending(provider);
    const may = await confirmed(() => startLinkAction({ provider })).catch(() => null);
    if (may?.ok) {
      // The next page is the provider's.
      await signIn(provider, { callbackUrl: "/account/security", link: "1" });
      return;
    }
    setMessage(may?.error.message ?? UNREACHABLE);
    setPending(null);
  };
  const unlink = async ({ id, name }: LinkedAccountView) => {
    setPending(id);
    const done = await confirmed(() => unlinkAccountAction({ provider: id })).catch(() => null);
    setMessage(done?.ok ? null : (done?.error.message ?? UNREACHABLE));
    setPending(null);
    if (!done?.ok) return;
    toast(`${name} is unlinked`);
    router.refresh();
  };

  return (
    <Card title="Linked accounts">
      <div className="flex flex-col gap-3">
        <p className="text-muted text-sm">Sign in with an account you have elsewhere, beside your password.</p>
        {message && (
          <Notice tone="danger" announce>
            {message}
          </Notice>
        )}
        <ul className="flex flex-col divide-y divide-line rounded border border-line">
          {accounts.map((account) => (
            <li key={account.id} className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <ProviderMark provider={account.id} />
              <div className="min-w-0 grow">
                <div className="truncate font-medium text-sm">{account.name}</div>
                <div className="text-muted text-xs">
                  {account.linked ? (
                    <>
                      <bdi>{account.linked.account}</bdi>, linked <RelativeTime at={account.linked.at} />
                    </>
                  ) : (
                    "Not linked"
                  )}
                  {!account.isConfigured && " · this deployment no longer signs in with it"}
                </div>
              </div>
              <Button
                size="sm"
                pending={pending === account.id}
                aria-label={`${account.linked ? "Unlink" : "Link"} ${account.name}`}
                onClick={() => void (account.linked ? unlink(account) : link(account.id))}
              >
                {account.linked ? "Unlink" : "Link"}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
