"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { noticeFilterParsers } from "./notice-filters";

/** The inbox's filters as the URL has them; setting one asks the server for the page again. */
export const useNoticeFilters = (startTransition?: TransitionStartFunction) =>
  useQueryStates(noticeFilterParsers, { shallow: false, history: "push", scroll: false, startTransition });
