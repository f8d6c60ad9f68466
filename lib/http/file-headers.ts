const TYPES = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  toml: "application/toml; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

/** Of a file to be kept: `name` is made of slugs and ids, and has nothing in it to escape. */
export const fileHeaders = (name: string, extension: keyof typeof TYPES): Record<string, string> => ({
  "Content-Type": TYPES[extension],
  "Content-Disposition": `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, "-")}.${extension}"`,
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
});
