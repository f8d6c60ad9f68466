"use client";

import { useEffect, useState } from "react";
import { useTeam } from "@/components/shell/team-context";

/** `waiting`: an answer is on its way; `data` is then the one before, if there was one. */
export type KeyAnswer<T> = { waiting: boolean; data: T | null; error: string | null };

const UNREACHABLE = "The server did not answer.";

/**
 * Asks the server about a key: `question` is the path below the key and its query; null asks nothing. A question that changes
 * is asked after a pause, and only the last one's answer counts.
 */
export function useKeyAnswer<T>(keyId: string, question: string | null, pauseMs = 0): KeyAnswer<T> {
  const { slug } = useTeam();
  const [answer, setAnswer] = useState<KeyAnswer<T>>({ waiting: question !== null, data: null, error: null });

  useEffect(() => {
    if (question === null) {
      setAnswer({ waiting: false, data: null, error: null });
      return;
    }
    const abort = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch(`/${slug}/keys/${keyId}/${question}`, { signal: abort.signal });
        const body = await response.json();
        setAnswer(
          response.ok
            ? { waiting: false, data: body as T, error: null }
            : { waiting: false, data: null, error: (body as { detail: string }).detail },
        );
      } catch {
        if (!abort.signal.aborted) setAnswer({ waiting: false, data: null, error: UNREACHABLE });
      }
    };
    setAnswer((before) => ({ ...before, waiting: true, error: null }));
    const timer = setTimeout(() => void ask(), pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [slug, keyId, question, pauseMs]);
  return answer;
}
