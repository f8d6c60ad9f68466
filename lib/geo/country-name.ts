const names = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** "Brazil" for BR; what is no country stays as it is. Asked on the server alone: browsers bring other versions of the names. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
