import { join } from "node:path";
import type { ChildSpec } from "./supervise-child";

/**
 * What V8 would give up while the gateway is idle, it keeps. The young space would shrink to a sixteenth and grow again only
 * for what survives, which next to nothing does here: it would be collected sixteen times as often. The bytecode would be
 * flushed, and the first seconds of the next rush be spent on compiling it again.
 */
export const GATEWAY_FLAGS = ["--min-semi-space-size=16", "--no-flush-bytecode"];

/** The process of that name: its bundle, run by this Node. */
export const bundleCommand = (bundles: string, name: string): Pick<ChildSpec, "command" | "args"> => ({
  command: process.execPath,
  args: [...(name === "gateway" ? GATEWAY_FLAGS : []), "--enable-source-maps", join(bundles, `${name}.mjs`)],
});
