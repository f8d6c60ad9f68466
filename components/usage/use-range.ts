"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { rangeParsers } from "./range-parsers";

/** What is looked at, in the URL: asking for something else reads the page again, and Back returns to this. */
export const useRange = (startTransition?: TransitionStartFunction) =>
  useQueryStates(rangeParsers, { shallow: false, history: "push", scroll: false, startTransition });
