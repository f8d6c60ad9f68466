/** A URL for logs and lists: values of its query, which may be tokens, are stars. */
export function maskUrl(text: string): string {
  if (!URL.canParse(text)) return "";
  const url = new URL(text);
  const names = [...url.searchParams.keys()];
  const query = names.map((name) => `${encodeURIComponent(name)}=****`).join("&");
  return `${url.origin}${url.pathname}${query === "" ? "" : `?${query}`}`;
}
