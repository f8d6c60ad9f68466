"use client";

import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { beginEnrolmentAction } from "@/lib/actions/second-factor";
import type { Enrolment } from "@/lib/auth/second-factor/begin-enrolment";
import type { SecondFactorState } from "@/lib/auth/second-factor/second-factor-state";
import { EnrolDialog } from "./enrol-dialog";
import { NewRecoveryCodesDialog } from "./new-recovery-codes-dialog";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";
import { TurnOffDialog } from "./turn-off-dialog";

type Shown =
  | { kind: "enrol"; enrolment: Enrolment }
  | { kind: "codes"; codes: readonly string[] }
  | { kind: "regenerate" }
  | { kind: "turn-off" };

const FEW = 3;

/** A code of an app beside the password: set up, new recovery codes, turned off. */
export function SecondFactorCard({ state }: { state: SecondFactorState }) {
  const router = useRouter();
  const { confirmed } = useConfirmIdentity();
  const acts = useRef<HTMLDivElement>(null);
  const [pending, setPending] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const [open, setOpen] = useState(false);
  // Turned on or off, the button that had the focus went with what was shown.
  const wasOn = useRef(state.on);
  useEffect(() => {
    if (wasOn.current !== state.on && document.activeElement === document.body)
      acts.current?.querySelector("button")?.focus();
    wasOn.current = state.on;
  }, [state.on]);
  const show = (what: Shown) => {
    setShown(what);
    setOpen(true);
  };
  const setUp = async () => {
    setPending(true);
    const begun = await confirmed(() => beginEnrolmentAction({})).catch(() => null);
    setPending(false);
    if (begun?.ok) show({ kind: "enrol", enrolment: begun.data });
    else if (begun?.error.code !== "fresh_sign_in_required")
      toast.error(begun?.error.message ?? "The server did not answer. Check the connection and try again.");
  };
  // The button it was opened from may be gone with the state; then the first that is there.
  const finalFocus = () => acts.current?.querySelector("button") ?? true;
  const dialog = { open, close: () => setOpen(false), onClosed: () => setShown(null), finalFocus };
  const onCodes = (codes: readonly string[]) => {
    show({ kind: "codes", codes });
    router.refresh();
  };

  return (
    <Card
      title="Second factor"
      aside={
        state.on ? (
          <Badge tone="success" icon={<CircleCheck aria-hidden className="size-3" />}>
            On
          </Badge>
        ) : (
          <Badge>Off</Badge>
        )
      }
    >
      <div className="flex max-w-[560px] flex-col items-start gap-4">
        {state.on ? (
          <>
            <p className="text-sm">
              Signing in asks for a code of your authenticator app, since <RelativeTime at={state.since} />. Recovery
              codes left: <span className="tabular">{state.recoveryCodesLeft}</span>.
            </p>
            {state.recoveryCodesLeft <= FEW && (
              <Notice tone="warning">
                {state.recoveryCodesLeft === 0 ? "No recovery code is left." : "Few recovery codes are left."} Without
                them, and without your phone, only the operator can let you in.
              </Notice>
            )}
            <div ref={acts} className="flex flex-wrap gap-2">
              <Button onClick={() => show({ kind: "regenerate" })}>Replace recovery codes</Button>
              <Button onClick={() => show({ kind: "turn-off" })}>Turn off</Button>
            </div>
          </>
        ) : (
          <>
            <p className="text-muted text-sm">
              A code from an app on your phone, beside the password: a stolen password alone signs nobody in.
            </p>
            <div ref={acts}>
              <Button pending={pending} onClick={() => void setUp()}>
                Set up second factor
              </Button>
            </div>
          </>
        )}
      </div>
      {shown?.kind === "enrol" && <EnrolDialog {...dialog} enrolment={shown.enrolment} onCodes={onCodes} />}
      {shown?.kind === "regenerate" && (
        <NewRecoveryCodesDialog {...dialog} left={state.on ? state.recoveryCodesLeft : 0} onCodes={onCodes} />
      )}
      {shown?.kind === "turn-off" && <TurnOffDialog {...dialog} onDone={() => router.refresh()} />}
      {shown?.kind === "codes" && <RecoveryCodesDialog {...dialog} codes={shown.codes} />}
    </Card>
  );
}
