type Params = Record<string, string | string[] | undefined>;

/**
 * A route handler of Next.js is not told its pattern, only its path and what of it filled the pattern: from `/api/charges/ch_1`
 * and `{ id: "ch_1" }` it is `/api/charges/{id}`. The last segments are most often the filled ones, so that is where to begin.
 */
export function nextRoute(path: string, params: Params): string {
  const segments = path.split("/");
  for (const [name, value] of Object.entries(params).reverse()) {
    const filled = [value ?? []].flat();
    const from = lastIndexOfAll(segments, filled);
    if (from >= 0) segments.splice(from, filled.length, `{${name}}`);
  }
  return segments.join("/");
}

function lastIndexOfAll(segments: readonly string[], filled: readonly string[]): number {
  if (filled.length === 0) return -1;
  for (let from = segments.length - filled.length; from > 0; from--) {
    if (filled.every((text, i) => isSame(segments[from + i] as string, text))) return from;
  }
  return -1;
}

/** A segment is percent-encoded in the path; what Next hands on may be either. */
function isSame(segment: string, text: string): boolean {
  try {
    return segment === text || decodeURIComponent(segment) === decodeURIComponent(text);
  } catch {
    return false;
  }
}
