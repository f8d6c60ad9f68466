"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { alertFilterParsers } from "./alert-filters";

/** The list's filters as the URL has them; setting one asks the server for the page again. */
export const useAlertFilters = (startTransition?: TransitionStartFunction) =>
  useQueryStates(alertFilterParsers, { shallow: false, history: "push", scroll: false, startTransition });
