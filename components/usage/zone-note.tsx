"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ownZone } from "./own-zone";
import { useRange } from "./use-range";
import { ZONE_COOKIE } from "./zone-cookie";

const YEAR_SECONDS = 31_536_000;

/** Tells the server the browser's time zone, and reads the page again where it was told in another one. */
export function ZoneNote({ chosenZone }: { chosenZone: string }) {
  const router = useRouter();
  const named = useRange()[0].zone !== null;
  useEffect(() => {
    const note = `${ZONE_COOKIE}=${ownZone()}`;
    if (document.cookie.split("; ").includes(note)) return;
    const secure = window.location.protocol === "https:" ? "; secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing where the page comes over plain HTTP.
    document.cookie = `${note}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
    if (!named && ownZone() !== chosenZone) router.refresh();
  }, [router, chosenZone, named]);
  return null;
}
