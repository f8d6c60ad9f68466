"use client";

import { useEffect, useState } from "react";
import { ownZone } from "@/components/usage/own-zone";

/** The person's time zone; UTC until the browser has taken over, so that both render the same at first. */
export function useZone(): string {
  const [zone, setZone] = useState("UTC");
  useEffect(() => setZone(ownZone()), []);
  return zone;
}
