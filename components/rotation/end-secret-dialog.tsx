"use client";

import { useRef } from "react";
import { toast } from "sonner";
import type { KeyDialogProps } from "@/components/keys/key-dialog-context";
import { useTeam } from "@/components/shell/team-context";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/now";
import { RelativeTime } from "@/components/ui/relative-time";
import { useSubmit } from "@/components/ui/use-submit";
import { endSecretAction } from "@/lib/actions/keys";
import type { KeyView } from "@/lib/keys/view";
import { verdictReason } from "@/lib/rotation/verdict-words";
import type { EndingSecret } from "@/lib/rotation/view";
import { stillCalling } from "./still-calling";

type EndSecretDialogProps = KeyDialogProps & { item: KeyView; secret: EndingSecret };

const NAMED = 5;

/** Finishes a rotation early: the replaced secret stops now instead of at the end of its grace. */
export function EndSecretDialog({ open, close, onClosed, finalFocus, onDone, item, secret }: EndSecretDialogProps) {
  const team = useTeam();
  const wayOut = useRef<HTMLButtonElement>(null);
  const openedAt = useRef(useNow());
  const submission = useSubmit(async () => {
    const ended = await endSecretAction({ team: team.slug, keyId: item.id, secretId: secret.id });
    if (ended.ok) {
      toast(`${secret.masked} has ended`);
      onDone();
    }
    return ended;
  });
  return (
    <FormDialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      initialFocus={wayOut}
      finalFocus={finalFocus}
      title="End this secret now"
      description={
        <>
          <span className="tabular">{secret.masked}</span> stops at once and cannot come back. The key&apos;s current
          secret goes on working.
        </>
      }
      submission={submission}
      act="End secret"
      look="danger"
      keep="Keep secret"
      wayOut={wayOut}
    >
      {secret.verdict.kind === "in_use" ? (
        <StillInUse secret={secret} />
      ) : (
        secret.verdict.kind !== "safe" && (
          <Notice tone="warning">{verdictReason(secret.verdict, openedAt.current)}</Notice>
        )
      )}
      <p className="text-sm">
        {secret.lastUsed ? (
          <>
            Last used <RelativeTime at={secret.lastUsed.at} className="font-medium" />
            {secret.lastUsed.ip && ` from ${secret.lastUsed.ip}`}. Whatever still uses it is refused.
          </>
        ) : (
          "This secret was never used."
        )}
      </p>
    </FormDialog>
  );
}

/** Who is refused from now on. */
function StillInUse({ secret }: { secret: EndingSecret }) {
  const callers = stillCalling(secret.callers);
  const more = callers.length - NAMED;
  return (
    <Notice tone="danger">
      <p className="font-medium">
        {callers.length === 0
          ? "The old secret is in use."
          : `${callers.length.toLocaleString("en")} ${callers.length === 1 ? "caller is" : "callers are"} refused from now on.`}
      </p>
      <ul>
        {callers.slice(0, NAMED).map(({ ip, userAgent, lastAt }) => (
          <li key={`${ip} ${userAgent}`} className="[overflow-wrap:anywhere]">
            <span className="tabular">{ip ?? "Address not told"}</span>
            {userAgent && <span className="text-muted"> {userAgent}</span>}, <RelativeTime at={lastAt} />
          </li>
        ))}
        {more > 0 && <li>and {more.toLocaleString("en")} more</li>}
      </ul>
    </Notice>
  );
}
