"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { auditFilterParsers } from "./audit-filters";

/** The trail's filters as the URL has them; setting one asks the server for the page again. */
export const useAuditFilters = (startTransition?: TransitionStartFunction) =>
  useQueryStates(auditFilterParsers, { shallow: false, history: "push", scroll: false, startTransition });
