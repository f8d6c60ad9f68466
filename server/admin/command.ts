import type { Progress, Settings } from "../supervisor/settings";

/** What a command says: `json` alone on standard output with --json, otherwise `text`. */
export type Outcome = { json: Record<string, unknown>; text: string; exitCode?: number };

export type Context = {
  settings: Settings;
  progress: Progress;
  /** Whether `npm start` runs on this data folder. */
  isRunning: boolean;
};

export type Command = {
  /** One or two words, as typed. */
  name: string;
  /** What follows them, as shown. */
  usage: string;
  summary: string;
  required: string[];
  optional?: string[];
  /** Flags without a value; given ones are "true" in `input`. */
  switches?: string[];
  /** A word without a flag, by its name in `input`. */
  positional?: string;
  /** False for a command, or for what is asked of it, that works without the database. */
  needsDatabase?: boolean | ((input: Record<string, string>) => boolean);
  run: (input: Record<string, string>, context: Context) => Promise<Outcome>;
};
