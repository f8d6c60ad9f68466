"use client";

import {
  Bell,
  BookOpen,
  ChartNoAxesColumn,
  Keyboard,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Megaphone,
  Monitor,
  Moon,
  Plus,
  ScrollText,
  SearchCheck,
  Server,
  Settings,
  ShieldAlert,
  Sun,
  UserRound,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useKeyDialogs } from "@/components/keys/key-dialog-context";
import { inEnvironment } from "./environment";
import { useMay, useTeam } from "./team-context";
import { useEnvironment } from "./use-environment";

type Command = { label: string; icon: LucideIcon; act: () => void };

/** What the palette can do, beside finding keys. */
export function useCommands(onShortcuts: () => void): Command[] {
  const router = useRouter();
  const environment = useEnvironment();
  const { slug, me } = useTeam();
  const may = useMay();
  const dialogs = useKeyDialogs();
  const { setTheme } = useTheme();
  const go = (path: string) => () => router.push(path);
  return [
    ...(may("key:create") ? [{ label: "Create key", icon: Plus, act: () => dialogs.open({ kind: "create" }) }] : []),
    ...(may("key:create")
      ? [{ label: "Report a leaked key", icon: Megaphone, act: () => dialogs.open({ kind: "reportLeak", key: null }) }]
      : []),
    { label: "Open Keys", icon: KeyRound, act: go(inEnvironment(`/${slug}/keys`, environment)) },
    { label: "Open Usage", icon: ChartNoAxesColumn, act: go(inEnvironment(`/${slug}/usage`, environment)) },
    { label: "Open Alerts", icon: ShieldAlert, act: go(inEnvironment(`/${slug}/alerts`, environment)) },
    { label: "Open Notices", icon: Bell, act: go(inEnvironment(`/${slug}/notices`, environment)) },
    { label: "Open Key review", icon: ListChecks, act: go(inEnvironment(`/${slug}/review`, environment)) },
    { label: "Open Audit", icon: ScrollText, act: go(inEnvironment(`/${slug}/audit`, environment)) },
    { label: "Explain a refused request", icon: SearchCheck, act: go(inEnvironment(`/${slug}/explain`, environment)) },
    { label: "Open Settings", icon: Settings, act: go(inEnvironment(`/${slug}/settings/team`, environment)) },
    { label: "Open Account", icon: UserRound, act: go("/account/profile") },
    ...(me.isOperator ? [{ label: "Open Operator", icon: Server, act: go("/operator/product") }] : []),
    { label: "Open Docs", icon: BookOpen, act: go("/docs/authentication") },
    { label: "Show keyboard shortcuts", icon: Keyboard, act: onShortcuts },
    { label: "Light theme", icon: Sun, act: () => setTheme("light") },
    { label: "Dark theme", icon: Moon, act: () => setTheme("dark") },
    { label: "System theme", icon: Monitor, act: () => setTheme("system") },
  ];
}
