"use client";

import Link from "next/link";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import type { Environment } from "@/lib/keys/environment";
import { keysInWords } from "./finding-words";

type NothingToReviewProps = { reviewed: number; environment: Environment };

/** What a review looks for, when it has found none of it. */
export function NothingToReview({ reviewed, environment }: NothingToReviewProps) {
  const { slug } = useTeam();
  return (
    <section aria-label="Key review" className="rounded-lg border border-line bg-surface">
      <EmptyState
        title="Nothing to review"
        action={
          <Link href={inEnvironment(`/${slug}/keys`, environment)} className={buttonClass()}>
            Open keys
          </Link>
        }
      >
        {reviewed === 0
          ? `There are no ${environment} keys that work. Once there are, this page finds those`
          : `${keysInWords(reviewed)} of the ${environment} environment looked at. This page finds those`}{" "}
        that are never used or idle, have no expiry, an old secret or scopes nobody asks for, or whose creator has left
        the team.
      </EmptyState>
    </section>
  );
}
