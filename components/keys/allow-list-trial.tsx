"use client";

import clsx from "clsx";
import { TimeAgo } from "@/components/ui/relative-time";
import { percent, whole } from "@/components/usage/usage-format";
import { tryAllowListSchema } from "@/lib/key-review/schema";
import type { AllowListTrial as Trial } from "@/lib/key-review/try-allow-list";
import type { KeyView } from "@/lib/keys/view";
import { TrialBox } from "./trial-box";
import { useKeyAnswer } from "./use-key-answer";

const PAUSE_MS = 500;

const requests = (count: number): string => `${whole(count)} ${count === 1 ? "request" : "requests"}`;
const addresses = (count: number): string => `${whole(count)} ${count === 1 ? "address" : "addresses"}`;

function verdict({ requests: passed, refused, notKeptApart, addresses: shown, moreAddresses, withoutAddress }: Trial) {
  if (passed === 0) return "No request was let through in the last 7 days, so there is nobody to try it on.";
  if (refused === 0) {
    return notKeptApart === 0
      ? `Nobody: all ${requests(passed)} of the last 7 days came from addresses on it.`
      : "Nobody who is known.";
  }
  const count = shown.length + moreAddresses;
  const from = count === 0 ? "" : ` from ${addresses(count)}`;
  const share = percent(refused / passed);
  return `${whole(refused)} of ${requests(passed)} (${share})${from}${withoutAddress > 0 && count === 0 ? " without an address" : ""}.`;
}

/** Who called in the last 7 days, let through, and would not have been by the list in the form. */
export function AllowListTrial({ item, allowedIps }: { item: KeyView; allowedIps: readonly string[] }) {
  const possible =
    allowedIps.length > 0 && tryAllowListSchema.safeParse({ keyId: item.id, allowedIps: [...allowedIps] }).success;
  const query = new URLSearchParams(allowedIps.map((allowed) => ["allowed", allowed]));
  const { data, waiting, error } = useKeyAnswer<Trial>(
    item.id,
    possible ? `allow-list-trial?${query}` : null,
    PAUSE_MS,
  );
  if (!possible) return null;
  return (
    <TrialBox title="Whom would this list have refused?" waiting={waiting} known={data !== null} error={error}>
      {data && (
        <div className={clsx("flex flex-col gap-1.5 text-xs transition-opacity", waiting && "opacity-60")}>
          <p className={data.refused > 0 ? "font-medium" : "text-muted"}>{verdict(data)}</p>
          {data.addresses.length > 0 && (
            <ul className="flex max-h-36 flex-col gap-1 overflow-y-auto">
              {data.addresses.map(({ ip, country, requests: refused, lastAt }) => (
                <li key={ip} className="flex items-baseline justify-between gap-3">
                  <span className="min-w-0">
                    <span className="tabular [overflow-wrap:anywhere]">{ip}</span>
                    <span className="ml-1.5 text-muted">
                      {country}
                      {lastAt && (
                        <>
                          {country && " · "}
                          <TimeAgo at={lastAt} />
                        </>
                      )}
                    </span>
                  </span>
                  <span className="tabular">{whole(refused)}</span>
                </li>
              ))}
            </ul>
          )}
          <Rest {...data} />
        </div>
      )}
    </TrialBox>
  );
}

/** What no address can be shown for. */
function Rest({ addresses: shown, moreAddresses, withoutAddress, notKeptApart }: Trial) {
  const lines = [
    moreAddresses > 0 && `and ${addresses(moreAddresses)} more`,
    withoutAddress > 0 && shown.length > 0 && `${requests(withoutAddress)} told no address, and a list refuses those.`,
    notKeptApart > 0 &&
      `${requests(notKeptApart)} came from addresses that are not kept apart: of those nothing is known.`,
  ].filter((line) => line !== false);
  return lines.map((line) => (
    <p key={line} className="text-muted">
      {line}
    </p>
  ));
}
