"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useKeyDialogs } from "@/components/keys/key-dialog-context";
import { inEnvironment } from "./environment";
import { useMay, useTeam } from "./team-context";
import { useEnvironment } from "./use-environment";

/** Where a letter is text and no command. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=combobox], [role=menu], [role=listbox]") !== null);

const isModalOpen = (): boolean => document.querySelector("[role=dialog], [role=alertdialog]") !== null;

/** ⌘K or Ctrl K, C, / and ?; single letters never while typing or inside a dialog. */
export function useShortcuts(on: { onPalette: () => void; onHelp: () => void }): void {
  const router = useRouter();
  const pathname = usePathname();
  const environment = useEnvironment();
  const team = useTeam();
  const may = useMay();
  const dialogs = useKeyDialogs();

  const handle = (event: KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      if (!isModalOpen()) on.onPalette();
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || isModalOpen()) return;
    if (event.key === "c" && may("key:create")) {
      event.preventDefault();
      dialogs.open({ kind: "create" });
    } else if (event.key === "/") {
      event.preventDefault();
      const search = document.querySelector<HTMLInputElement>("[data-search]");
      if (search) search.focus();
      else if (pathname !== `/${team.slug}/keys`) router.push(inEnvironment(`/${team.slug}/keys`, environment));
    } else if (event.key === "?") {
      event.preventDefault();
      on.onHelp();
    }
  };

  const latest = useRef(handle);
  useEffect(() => {
    latest.current = handle;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
