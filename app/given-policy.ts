/** The policy that a form asks about, as its schema judges it; what cannot be read is no policy. */
export function givenPolicy(query: URLSearchParams): unknown {
  try {
    return JSON.parse(query.get("policy") ?? "");
  } catch {
    return null;
  }
}
