"use client";

import { useQueryState } from "nuqs";
import type { Environment } from "@/lib/keys/environment";
import { environmentParser } from "./environment";

/** The environment that the URL names. */
export const useEnvironment = (): Environment => useQueryState("env", environmentParser)[0];
