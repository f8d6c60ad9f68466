"use client";

import { useEffect, useState } from "react";

const SHORT: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };

/** A stretch of time in words; only the browser knows the person's time zone, so the server says less. */
export function SelectedTime({ from, to }: { from: string; to: string }) {
  const [words, setWords] = useState("Selected time");
  useEffect(
    () => setWords(new Intl.DateTimeFormat("en-GB", SHORT).formatRange(new Date(from), new Date(to))),
    [from, to],
  );
  return words;
}
