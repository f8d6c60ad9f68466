import type { Deployment } from "./deployment";
import type { Load } from "./load/load";
import type { Options } from "./options";
import type { Workbench } from "./workbench";

/** What each part of a run is given; a part returns its section of the report, Markdown without a title. */
export type RunContext = {
  bench: Workbench;
  deployment: Deployment;
  load: Load;
  options: Options;
  bundles: string;
  say: (line: string) => void;
};
