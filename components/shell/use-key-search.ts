"use client";

import { useEffect, useState } from "react";
import type { KeyView } from "@/lib/keys/view";
import { searchText } from "./environment";

export type FoundKey = Pick<KeyView, "id" | "label" | "environment" | "masked">;

const PAUSE_MS = 150;

/** The team's keys that match what is typed, a moment after the typing pauses. */
export function useKeySearch(team: string, typed: string): { keys: FoundKey[]; searching: boolean } {
  const [answer, setAnswer] = useState<{ text: string; keys: FoundKey[] }>({ text: "", keys: [] });
  const text = searchText(typed).trim();

  useEffect(() => {
    if (text === "") return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/${team}/keys/search?q=${encodeURIComponent(text)}`, { signal: abort.signal });
        const keys = response.ok ? ((await response.json()) as FoundKey[]) : [];
        setAnswer({ text, keys });
      } catch {
        // Superseded by the next letter, or offline: the pages below stay usable.
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [team, text]);

  if (text === "") return { keys: [], searching: false };
  return { keys: answer.keys, searching: answer.text !== text };
}
