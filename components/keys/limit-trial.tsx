"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { percent, whole } from "@/components/usage/usage-format";
import { tryLimitSchema } from "@/lib/key-review/schema";
import type { LimitTrial as Trial } from "@/lib/key-review/try-limit";
import type { KeyView } from "@/lib/keys/view";
import { span } from "@/lib/policies/policy-words";
import { LimitChart } from "./limit-chart";
import { TrialBox } from "./trial-box";
import { useKeyAnswer } from "./use-key-answer";

const PAUSE_MS = 400;

const moment = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const minutes = (count: number): string => `${whole(count)} ${count === 1 ? "minute" : "minutes"}`;

/** What was found, most telling first: how much, how sure that is, when it was worst, and which limit would do. */
function sentences({ calls, refused, minutes: inMinutes, worst, enough, days }: Trial): ReactNode[] {
  if (calls === 0) return [`No request came to the limit in the last ${days} days, so there is nothing to try it on.`];
  if (refused.most === 0)
    return [`It would have refused none of the ${whole(calls)} requests of the last ${days} days.`];
  const isExact = refused.least === refused.most;
  const isLeast = refused.likely === refused.least;
  const about = isExact ? "" : isLeast ? "at least " : "about ";
  return [
    <span key="refused" className="font-medium text-text">
      {refused.likely === 0
        ? `It would have refused few or none of ${whole(calls)} requests: at most ${whole(refused.most)}.`
        : `It would have refused ${about}${whole(refused.likely)} of ${whole(calls)} requests (${percent(refused.likely / calls)}), in ${minutes(inMinutes)}.`}
    </span>,
    !isExact &&
      refused.likely > 0 &&
      `${isLeast ? "At most" : `Between ${whole(refused.least)} and`} ${whole(refused.most)}: usage knows the minute of a request, not the second.`,
    worst && `Worst on ${moment().format(new Date(worst.at))}: ${whole(worst.refused)} refused within a minute.`,
    enough.likely === enough.certain
      ? `A limit of ${whole(enough.certain)} refuses none.`
      : `A limit of about ${whole(enough.likely)} refuses none, one of ${whole(enough.certain)} none for certain.`,
  ].filter(Boolean);
}

type LimitTrialProps = { item: KeyView; limit: number; windowSeconds: number };

/** Replays the last 7 days against the limit in the form, while it is being typed. */
export function LimitTrial({ item, limit, windowSeconds }: LimitTrialProps) {
  const possible = tryLimitSchema.safeParse({ keyId: item.id, rateLimit: { limit, windowSeconds } }).success;
  const { data, waiting, error } = useKeyAnswer<Trial>(
    item.id,
    possible ? `limit-trial?limit=${limit}&windowSeconds=${windowSeconds}` : null,
    PAUSE_MS,
  );
  if (!possible) return null;
  return (
    <TrialBox title="What would this limit have refused?" waiting={waiting} known={data !== null} error={error} tall>
      {data && (
        <div className={clsx("flex flex-col gap-2 transition-opacity", waiting && "opacity-60")}>
          {data.calls > 0 && (
            <LimitChart
              peaks={data.peaks}
              limit={limit}
              caption={`Most requests within ${span(windowSeconds)}, by hour`}
            />
          )}
          {sentences(data).map((sentence, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences stand in a fixed order.
            <p key={i} className="text-muted text-xs">
              {sentence}
            </p>
          ))}
        </div>
      )}
    </TrialBox>
  );
}
