"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { keyFilterParsers } from "./key-filters";

/** The list's filters as the URL has them; setting one asks the server for the page again. */
export const useKeyFilters = (startTransition?: TransitionStartFunction) =>
  useQueryStates(keyFilterParsers, { shallow: false, history: "push", scroll: false, startTransition });
