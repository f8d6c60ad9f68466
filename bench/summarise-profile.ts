import { show, table } from "./table";

/** What of V8's .cpuprofile is used. Times in microseconds. */
export type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

const SHOWN = 30;

const placeOf = (url: string): string => {
  if (url === "") return "V8 and system calls";
  if (url.startsWith("node:")) return url;
  return url.includes("/node_modules/") ? "packages" : "Latchkey";
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
    const place = placeOf(frame.url);
    add(byPlace, place, time);
    add(byFunction, `${frame.functionName || "(anonymous)"} — ${place}`, time);
  }
  const rows = (of: Map<string, number>): string[][] =>
    [...of].sort(([, a], [, b]) => b - a).map(([name, time]) => [name, show((time / busy) * 100, 1)]);
  const places = table(["place", "own time %"], rows(byPlace).slice(0, SHOWN));
  return `${places}\n\n${table(["function", "own time %"], rows(byFunction).slice(0, SHOWN))}`;
}
