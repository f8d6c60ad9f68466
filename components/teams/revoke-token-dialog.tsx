"use client";

import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { TimeAgo } from "@/components/ui/relative-time";
import type { DialogControls } from "@/components/ui/use-dialog";
import { revokeAccessTokenAction } from "@/lib/actions/teams";
import type { AccessTokenView } from "@/lib/teams/list-access-tokens";
import { ConfirmDialog } from "./confirm-dialog";

type RevokeTokenDialogProps = DialogControls & { token: AccessTokenView; onDone: () => void };

export function RevokeTokenDialog({ token, onDone, ...controls }: RevokeTokenDialogProps) {
  const { slug } = useTeam();
  return (
    <ConfirmDialog
      {...controls}
      danger
      title={
        <>
          Revoke <bdi>{token.name}</bdi>
        </>
      }
      description="Its next call is refused, for good. Keys that were made with it stay."
      keep="Keep token"
      act="Revoke token"
      run={async () => {
        const revoked = await revokeAccessTokenAction({ team: slug, tokenId: token.id });
        if (revoked.ok) {
          toast(`${token.name} is revoked`);
          onDone();
        }
        return revoked;
      }}
    >
      <p className="text-sm">
        {token.lastUsedAt ? (
          <>
            Last used <TimeAgo at={token.lastUsedAt} />. Whatever runs with it stops.
          </>
        ) : (
          "It was never used."
        )}
      </p>
    </ConfirmDialog>
  );
}
