"use client";

import { alertSentence } from "@/lib/alerts/alert-sentence";
import type { AlertView } from "@/lib/alerts/view";
import { useZone } from "./use-zone";

/** What was seen and what is usual, in the person's time zone. */
export function AlertSentence({ alert: { evidence, window, countryNames } }: { alert: AlertView }) {
  const zone = useZone();
  return alertSentence(evidence, { from: Date.parse(window.from), to: Date.parse(window.to), zone }, countryNames);
}
