"use client";

import { useTeam } from "@/components/shell/team-context";
import { type Answer, useAnswer } from "@/components/shell/use-answer";

/** Asks the server about a key: `question` is the path below the key and its query; null asks nothing. */
export function useKeyAnswer<T>(keyId: string, question: string | null, pauseMs = 0): Answer<T> {
  const { slug } = useTeam();
  return useAnswer<T>(question === null ? null : `/${slug}/keys/${keyId}/${question}`, pauseMs);
}
