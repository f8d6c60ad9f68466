import { show, table } from "./table";

/** What of V8's .cpuprofile is used. Times in microseconds. */
export type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

const SHOWN = 25;
const LONGEST_NAME = 40;

const placeOf = (url: string, name: string): string => {
  if (url.startsWith("node:")) return "Node's JavaScript";
  if (url !== "") return url.includes("/node_modules/") ? "packages" : "Latchkey";
  return name === "writev" ? "answers to sockets (writev)" : "V8 and system calls";
};

/** Own time by place and by function, in percent of the time that was not idle. */
export function summariseProfile(profile: Profile): string {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byPlace = new Map<string, number>();
  const byFunction = new Map<string, number>();
  const add = (to: Map<string, number>, name: string, time: number): void => {
    to.set(name, (to.get(name) ?? 0) + time);
  };
  let busy = 0;
  for (const [i, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    const time = profile.timeDeltas[i] ?? 0;
    if (frame === undefined || frame.functionName === "(idle)") continue;
    busy += time;
    const { functionName } = frame;
    const place = placeOf(frame.url, functionName);
    add(byPlace, place, time);
    add(byFunction, `${functionName.slice(0, LONGEST_NAME) || "(anonymous)"} — ${place}`, time);
  }
  const rows = (of: Map<string, number>): string[][] =>
    [...of].sort(([, a], [, b]) => b - a).map(([name, time]) => [name, show((time / busy) * 100, 1)]);
  const places = table(["place", "own time %"], rows(byPlace).slice(0, SHOWN));
  return `${places}\n\n${table(["function", "own time %"], rows(byFunction).slice(0, SHOWN))}`;
}
