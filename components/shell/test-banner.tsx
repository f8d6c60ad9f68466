"use client";

import { useEnvironment } from "./use-environment";

/** Nobody takes test for live: the amber strip stays on top of every page of the test environment. */
export function TestBanner() {
  if (useEnvironment() === "live") return null;
  return (
    <aside
      aria-label="Environment notice"
      className="striped-test sticky top-0 z-40 flex h-[22px] items-center justify-center"
    >
      <p className="rounded-full bg-surface px-2.5 font-medium text-2xs text-env-test leading-4">
        Test environment<span className="max-cards:hidden"> · keys and usage here are apart from live</span>
      </p>
    </aside>
  );
}
