type Catalogue = readonly { name: string; summary: string; retired?: boolean }[];

const list = new Intl.ListFormat("en", { type: "conjunction" });
const either = new Intl.ListFormat("en", { type: "disjunction" });

/** "This key can read data; it cannot create and change data." Scopes outside the catalogue appear by name. */
export function scopesInWords(scopes: readonly string[], catalogue: Catalogue): string {
  if (scopes.length === 0) return "Choose what this key may do.";
  const summaries = new Map(catalogue.map(({ name, summary }) => [name, summary]));
  const granted = scopes.toSorted((a, b) => order(a, catalogue) - order(b, catalogue));
  const can = list.format(granted.map((name) => summaries.get(name) ?? name));
  const missing = catalogue
    .filter(({ name, retired }) => !retired && !scopes.includes(name))
    .map(({ summary }) => summary);
  return missing.length === 0 ? `This key can ${can}.` : `This key can ${can}; it cannot ${either.format(missing)}.`;
}

function order(name: string, catalogue: Catalogue): number {
  const at = catalogue.findIndex((scope) => scope.name === name);
  return at === -1 ? catalogue.length : at;
}
