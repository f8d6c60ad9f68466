const LIST = /"events"\s*:\s*$/;

/**
 * The parts of an exported trail, read piece by piece: first what stands before its list of events, as an object with an empty
 * list, then the text of each event. Spaces and line breaks may be anywhere, as JSON allows.
 * @throws SyntaxError when it is no such object, or ends in the middle
 */
export async function* splitExport(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let [depth, isInString, isEscaped] = [0, false, false];
  let part: "head" | "events" | "tail" = "head";
  let piece = "";
  for await (const chunk of chunks) {
    let from = 0;
    const take = (to: number): string => {
      const taken = piece + chunk.slice(from, to);
      [piece, from] = ["", to];
      return taken;
    };
    for (let i = 0; i < chunk.length; i++) {
      const sign = chunk[i];
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (sign === "\\") isEscaped = true;
        else if (sign === '"') isInString = false;
      } else if (sign === '"') isInString = true;
      else if (sign === "{" || sign === "[") {
        depth++;
        if (part === "head" && sign === "[" && depth === 2 && LIST.test(piece + chunk.slice(from, i))) {
          yield `${take(i)}[]}`;
          from = i + 1;
          part = "events";
        }
      } else if (sign === "}" || sign === "]") {
        depth--;
        if (part === "events" && depth === 2) yield take(i + 1);
        if (part === "events" && depth === 1) {
          if (take(i).trim() !== "") throw new SyntaxError("an event that is no object");
          from = i + 1;
          part = "tail";
        }
      } else if (sign === "," && part === "events" && depth === 2) {
        if (take(i).trim() !== "") throw new SyntaxError("an event that is no object");
        from = i + 1;
      }
    }
    piece += chunk.slice(from);
  }
  if (part === "head") throw new SyntaxError("no list of events");
  if (part === "events") throw new SyntaxError("the file ends in the middle");
  if (piece.trim() !== "}") throw new SyntaxError("more after the events");
}
