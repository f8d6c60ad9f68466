/** The cells of a first line, as a reader of RFC 4180 sees them. */
export function csvCells(text: string): string[] {
  const found = [""];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const [char = "", next] = [text[i], text[i + 1]];
    if (char === '"' && quoted && next === '"') found.push(`${found.pop()}${text[i++]}`);
    else if (char === '"') quoted = !quoted;
    else if (char === "," && !quoted) found.push("");
    else if (char === "\r" && next === "\n" && !quoted) break;
    else found.push(`${found.pop()}${char}`);
  }
  return found;
}
