import { Ban, CircleCheck, CirclePause, TimerOff } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { KeyStatus } from "@/lib/keys/status";

const LOOKS: Record<KeyStatus, { tone: Tone; icon: typeof Ban; word: string }> = {
  active: { tone: "success", icon: CircleCheck, word: "Active" },
  disabled: { tone: "warning", icon: CirclePause, word: "Disabled" },
  expired: { tone: "neutral", icon: TimerOff, word: "Expired" },
  revoked: { tone: "danger", icon: Ban, word: "Revoked" },
};

/** Icon, word and colour: never colour alone. */
export function StatusBadge({ status }: { status: KeyStatus }) {
  const { tone, icon: Icon, word } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
      {word}
    </Badge>
  );
}
