import type { Part } from "./breakdown";

/** Everything of `parts` in one, which is none of them. */
function together(parts: readonly Part[]): Part {
  const sum = (count: (part: Part) => number) => parts.reduce((all, part) => all + count(part), 0);
  const measured = parts.filter(({ meanLatencyMs }) => meanLatencyMs !== null);
  const responses = measured.reduce((all, part) => all + part.responses, 0);
  return {
    value: "",
    isOther: true,
    requests: sum(({ requests }) => requests),
    refused: sum(({ refused }) => refused),
    responses: sum(({ responses }) => responses),
    failed: sum(({ failed }) => failed),
    meanLatencyMs:
      responses === 0
        ? null
        : measured.reduce((all, part) => all + (part.meanLatencyMs ?? 0) * part.responses, 0) / responses,
    lastAt: parts.reduce<string | null>(
      (last, { lastAt }) => (lastAt !== null && lastAt > (last ?? "") ? lastAt : last),
      null,
    ),
  };
}

/**
 * The largest of a dimension's values, in their order, and all that is beyond them as one: what was not kept apart, and what
 * a page has no room for. Sums stay what they were.
 */
export function foldParts<Kind extends Part>(
  parts: readonly Kind[],
  most: number,
): { largest: Kind[]; other: Part | null } {
  const named = parts.filter(({ isOther }) => !isOther);
  const rest = [...named.slice(most), ...parts.filter(({ isOther }) => isOther)];
  return { largest: named.slice(0, most), other: rest.length === 0 ? null : together(rest) };
}
