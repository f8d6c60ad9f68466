"use client";

import { useSyncExternalStore } from "react";

const CHANGED = "latchkey:remembered";
/** What was chosen where the browser keeps nothing, for as long as the page is open. */
const unkept = new Map<string, string>();

function read(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? unkept.get(name) ?? null;
  } catch {
    return unkept.get(name) ?? null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    unkept.set(name, value);
  }
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(tell: () => void): () => void {
  // `storage` is what other tabs of this browser say, the other one what this one does.
  const events = ["storage", CHANGED];
  for (const event of events) window.addEventListener(event, tell);
  return () => {
    for (const event of events) window.removeEventListener(event, tell);
  };
}

/**
 * A choice that this browser remembers, the same everywhere on the page and in its other tabs. The server, which knows no
 * browser, shows the first of `choices`; so does whoever remembers one that is not among them.
 */
export function useRemembered(name: string, choices: readonly string[]): [string, (value: string) => void] {
  const kept = useSyncExternalStore(
    subscribe,
    () => read(name),
    () => null,
  );
  const value = kept !== null && choices.includes(kept) ? kept : (choices[0] ?? "");
  return [value, (next) => write(name, next)];
}
