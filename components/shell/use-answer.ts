"use client";

import { useEffect, useState } from "react";

/** `waiting`: an answer is on its way; `data` is then the one before, if there was one. */
export type Answer<T> = { waiting: boolean; data: T | null; error: string | null };

const UNREACHABLE = "The server did not answer.";

/**
 * Asks the server what a form would bring about; null asks nothing. A question (a path and its query) that changes is asked after
 * a pause, and only the last one's answer counts.
 */
export function useAnswer<T>(question: string | null, pauseMs = 0): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ waiting: question !== null, data: null, error: null });

  useEffect(() => {
    if (question === null) {
      setAnswer({ waiting: false, data: null, error: null });
      return;
    }
    const abort = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch(question, { signal: abort.signal });
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
  }, [question, pauseMs]);
  return answer;
}
