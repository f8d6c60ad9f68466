"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { BookOpen, ChartNoAxesColumn, Keyboard, KeyRound, Monitor, Moon, Plus, Search, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type ReactNode, useState } from "react";
import { useKeyDialogs } from "@/components/keys/key-dialogs";
import { inEnvironment } from "./environment";
import { useMay, useTeam } from "./team-context";
import { useEnvironment } from "./use-environment";
import { useKeySearch } from "./use-key-search";

type CommandPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; onShortcuts: () => void };

const itemClass =
  "flex min-h-9 cursor-default items-center gap-2.5 rounded px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-muted";
const groupClass =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted";

/** ⌘K: pages, keys of both environments, create a key, theme. */
export function CommandPalette({ open, onOpenChange, onShortcuts }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-overlay transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label="Search or jump to"
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-surface shadow-raised outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Commands close={() => onOpenChange(false)} onShortcuts={onShortcuts} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ close, onShortcuts }: { close: () => void; onShortcuts: () => void }) {
  const router = useRouter();
  const environment = useEnvironment();
  const { slug } = useTeam();
  const may = useMay();
  const dialogs = useKeyDialogs();
  const { setTheme } = useTheme();
  const [text, setText] = useState("");
  const { keys, searching } = useKeySearch(slug, text);

  const item = (label: string, icon: ReactNode, act: () => void) => (
    <Command.Item
      className={itemClass}
      onSelect={() => {
        close();
        act();
      }}
    >
      {icon}
      {label}
    </Command.Item>
  );
  const go = (path: string) => () => router.push(path);

  return (
    <Command label="Search or jump to" loop>
      <div className="flex items-center gap-2.5 border-line border-b px-3.5">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Find a key, open a page, do something"
          className="h-11 w-full bg-transparent text-base outline-hidden placeholder:text-muted"
        />
      </div>
      <Command.List className="max-h-[min(360px,60vh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-2.5 py-6 text-center text-muted text-sm">
          {searching ? "Searching" : "Nothing matches. Try a label, a key id or the last four characters."}
        </Command.Empty>
        {keys.length > 0 && (
          <Command.Group heading="Keys" forceMount className={groupClass}>
            {keys.map((key) => (
              <Command.Item
                key={key.id}
                value={key.id}
                forceMount
                className={itemClass}
                onSelect={() => {
                  close();
                  router.push(inEnvironment(`/${slug}/keys/${key.id}`, key.environment));
                }}
              >
                <KeyRound aria-hidden />
                <span className="min-w-0 grow truncate">{key.label}</span>
                <span className="tabular shrink-0 text-muted text-xs">{key.masked}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Do" className={groupClass}>
          {may("key:create") && item("Create key", <Plus aria-hidden />, () => dialogs.open({ kind: "create" }))}
          {item("Open Keys", <KeyRound aria-hidden />, go(inEnvironment(`/${slug}/keys`, environment)))}
          {item("Open Usage", <ChartNoAxesColumn aria-hidden />, go(inEnvironment(`/${slug}/usage`, environment)))}
          {item("Open Docs", <BookOpen aria-hidden />, go("/docs/authentication"))}
          {item("Show keyboard shortcuts", <Keyboard aria-hidden />, onShortcuts)}
        </Command.Group>
        <Command.Group heading="Theme" className={groupClass}>
          {item("Light theme", <Sun aria-hidden />, () => setTheme("light"))}
          {item("Dark theme", <Moon aria-hidden />, () => setTheme("dark"))}
          {item("System theme", <Monitor aria-hidden />, () => setTheme("system"))}
        </Command.Group>
      </Command.List>
    </Command>
  );
}
