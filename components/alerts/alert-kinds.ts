import { ArrowUpRight, Globe, KeyRound, type LucideIcon, Megaphone, Moon, ShieldX, TriangleAlert } from "lucide-react";
import type { AlertKind } from "@/lib/alerts/finding";

type Words = { title: string; rule: string; icon: LucideIcon };

/** Each rule by name, and in words: what is watched and from where on it is told. */
export const KIND_WORDS: Record<AlertKind, Words> = {
  spike: {
    title: "Traffic spike",
    rule: "At least 200 requests in an hour, and five times what the key makes in that hour of the week.",
    icon: ArrowUpRight,
  },
  error_jump: {
    title: "Jump in errors",
    rule: "At least 20 failed responses in an hour, and a share ten points above the key's usual one.",
    icon: TriangleAlert,
  },
  new_country: {
    title: "New country",
    rule: "A first request from a country that none came from in 90 days.",
    icon: Globe,
  },
  refusal_burst: {
    title: "Burst of refusals",
    rule: "At least 20 refusals in an hour, of an address that is new to the key.",
    icon: ShieldX,
  },
  retired_secret: {
    title: "Retired secret used",
    rule: "A secret that a rotation has ended is still presented.",
    icon: KeyRound,
  },
  idle_use: {
    title: "Used after idleness",
    rule: "Used again after 30 days or more without a request.",
    icon: Moon,
  },
  leaked: {
    title: "Leaked secret",
    rule: "Somebody reports that a secret of the key can be read where it should not be.",
    icon: Megaphone,
  },
};
