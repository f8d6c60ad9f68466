"use client";

import { Eye } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { revealSecretAction } from "@/lib/actions/keys";
import { keyContent } from "./reveal-content";
import { useReveal } from "./reveal-provider";

type RevealButtonProps = { keyId: string; secretId: string; masked: string };

/** Shows a retrievable secret again, after a fresh sign-in. The plaintext is in this answer and in the dialog, and nowhere else. */
export function RevealButton({ keyId, secretId, masked }: RevealButtonProps) {
  const { slug, gatewayUrl, keyPrefix } = useTeam();
  const { confirmed } = useConfirmIdentity();
  const reveal = useReveal();
  const router = useRouter();
  const button = useRef<HTMLButtonElement>(null);
  const [pending, setPending] = useState(false);

  const show = async () => {
    setPending(true);
    try {
      const answer = await confirmed(() => revealSecretAction({ team: slug, keyId, secretId }));
      if (answer.ok) {
        const finalFocus = () => button.current ?? true;
        reveal({ content: keyContent(answer.data, true, gatewayUrl, keyPrefix), finalFocus });
        // The trail below has one more event.
        router.refresh();
      } else if (answer.error.code !== "fresh_sign_in_required") toast.error(answer.error.message);
    } catch {
      toast.error("The server did not answer. Check the connection and try again.");
    } finally {
      setPending(false);
    }
  };

  return (
    <Button
      ref={button}
      size="sm"
      icon={<Eye aria-hidden className="size-3.5" />}
      pending={pending}
      onClick={show}
      aria-label={`Reveal ${masked}`}
    >
      Reveal
    </Button>
  );
}
