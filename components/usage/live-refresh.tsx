"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

const EVERY_MS = 15_000;

/** A form half filled in waits for nobody: were the database away just now, the page would give way to an error. */
const isModalOpen = (): boolean => document.querySelector("[role=dialog], [role=alertdialog]") !== null;

/** Reads the page again every 15 seconds while it is looked at, and says so. */
export function LiveRefresh() {
  const router = useRouter();
  const [live, setLive] = useState(true);
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible" && navigator.onLine && !isModalOpen()) router.refresh();
    };
    const look = () => {
      setLive(document.visibilityState === "visible");
      refresh();
    };
    const timer = setInterval(refresh, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [router]);
  return (
    <span className="inline-flex items-center gap-1.5 text-muted text-xs">
      <span
        aria-hidden
        className={live ? "size-1.5 animate-pulse rounded-full bg-success" : "size-1.5 rounded-full bg-line-strong"}
      />
      {live ? "Updating live" : "Paused"}
    </span>
  );
}
