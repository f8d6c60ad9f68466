"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { KeyRound, Search, SearchCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { REQUEST_ID } from "@/lib/refusals/schema";
import { inEnvironment } from "./environment";
import { useTeam } from "./team-context";
import { useCommands } from "./use-commands";
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
  const { slug } = useTeam();
  const [text, setText] = useState("");
  const commands = useCommands(onShortcuts);
  const { keys, searching } = useKeySearch(slug, text);

  const wanted = text.trim().toLowerCase();
  const matching = REQUEST_ID.test(wanted)
    ? [
        {
          label: `Explain request ${wanted}`,
          icon: SearchCheck,
          act: () => router.push(`/${slug}/explain?request=${wanted}`),
        },
      ]
    : commands.filter(({ label }) => label.toLowerCase().includes(wanted));
  const first = keys[0]?.id ?? matching[0]?.label ?? "";
  const [chosen, setChosen] = useState(first);
  // Keys arrive a moment after the typing; the first of them is what Enter means then.
  useEffect(() => setChosen(first), [first]);

  const select = (act: () => void) => () => {
    close();
    act();
  };

  return (
    <Command label="Search or jump to" loop shouldFilter={false} value={chosen} onValueChange={setChosen}>
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
        {keys.length === 0 && matching.length === 0 && (
          <p role="status" className="px-2.5 py-6 text-center text-muted text-sm">
            {searching ? "Searching" : "Nothing matches. Try a label, a key id or the last four characters."}
          </p>
        )}
        {keys.length > 0 && (
          <Command.Group heading="Keys" className={groupClass}>
            {keys.map((key) => (
              <Command.Item
                key={key.id}
                value={key.id}
                className={itemClass}
                onSelect={select(() => router.push(inEnvironment(`/${slug}/keys/${key.id}`, key.environment)))}
              >
                <KeyRound aria-hidden />
                <bdi className="min-w-0 grow truncate">{key.label}</bdi>
                <span className="tabular shrink-0 text-muted text-xs">{key.masked}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {matching.length > 0 && (
          <Command.Group heading="Do" className={groupClass}>
            {matching.map(({ label, icon: Icon, act }) => (
              <Command.Item key={label} value={label} className={itemClass} onSelect={select(act)}>
                <Icon aria-hidden />
                {label}
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
