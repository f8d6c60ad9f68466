/** The environment variable that samples keep a key in, after the deployment's prefix: `myapi` → `MYAPI_KEY`. */
export const envVariable = (keyPrefix: string): string => `${keyPrefix.toUpperCase()}_KEY`;
