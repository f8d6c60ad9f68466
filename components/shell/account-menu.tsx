"use client";

import { ChevronsUpDown, LogOut, Monitor, MonitorX, Moon, Sun, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useTheme } from "next-themes";
import { toast } from "sonner";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { signOutEverywhereAction } from "@/lib/actions/account";
import { useTeam } from "./team-context";

const THEMES = [
  { value: "system", label: "System", icon: <Monitor aria-hidden className="size-4 text-muted" /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden className="size-4 text-muted" /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden className="size-4 text-muted" /> },
] as const;

async function signOutEverywhere() {
  const ended = await signOutEverywhereAction({});
  if (ended.ok || ended.error.code === "unauthenticated") await signOut({ callbackUrl: "/sign-in" });
  else toast.error(ended.error.message);
}

export function AccountMenu() {
  const { me } = useTeam();
  const router = useRouter();
  const { theme = "system", setTheme } = useTheme();
  return (
    <Menu
      align="start"
      side="top"
      label={`Account: ${me.name}`}
      triggerClassName="flex w-full items-center gap-2.5 rounded px-1.5 py-1.5 text-left transition-colors hover:bg-hover data-popup-open:bg-hover"
      trigger={
        <>
          <span
            aria-hidden
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-env-live-soft font-medium text-2xs text-env-live uppercase"
          >
            {[...me.name][0]}
          </span>
          <span className="min-w-0 grow">
            <span className="block truncate font-medium text-xs">{me.name}</span>
            <span className="block truncate text-2xs text-muted">{me.role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </>
      }
    >
      <p className="truncate px-2 py-1.5 text-muted text-xs">{me.email}</p>
      <MenuItem
        icon={<UserRound aria-hidden className="size-4 text-muted" />}
        onClick={() => router.push("/account/profile")}
      >
        Account
      </MenuItem>
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} onValueChange={setTheme} options={THEMES} />
      <MenuSeparator />
      <MenuItem
        icon={<LogOut aria-hidden className="size-4 text-muted" />}
        onClick={() => void signOut({ callbackUrl: "/sign-in" })}
      >
        Sign out
      </MenuItem>
      <MenuItem icon={<MonitorX aria-hidden className="size-4 text-muted" />} onClick={() => void signOutEverywhere()}>
        Sign out everywhere
      </MenuItem>
    </Menu>
  );
}
