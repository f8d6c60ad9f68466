import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(1).max(65535).default(fallback);
const cidr = /^[0-9a-fA-F.:]+(\/\d{1,3})?$/;

/** `v1:base64,v2:base64` → version → bytes, each at least 32 bytes. */
const versionedSecrets = z.string().transform((text, context) => {
  const versions = new Map<number, Buffer>();
  for (const part of text
    .split(",")
    .map((p) => p.trim())
    .filter(Boolean)) {
    const match = /^v(\d{1,4}):([A-Za-z0-9+/_-]+={0,2})$/.exec(part);
    const bytes = match?.[2] === undefined ? null : Buffer.from(match[2], "base64");
    if (match === null || bytes === null || bytes.length < 32) {
      context.addIssue({ code: "custom", message: "each entry is v<number>:<at least 32 bytes in base64>" });
      return z.NEVER;
    }
    versions.set(Number(match[1]), bytes);
  }
  return versions;
});

const list = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((parts) => parts.every((part) => cidr.test(part)), "each entry is an address or a CIDR range");

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: port(3000),
  GATEWAY_PORT: port(3001),
  LATCHKEY_DATA_DIR: z.string().min(1).default(".latchkey"),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "it starts with postgres:// or postgresql://"),
  GATEWAY_URL: z.url().default("http://localhost:3001"),
  NEXTAUTH_URL: z.url().default("http://localhost:3000"),
  NEXTAUTH_SECRET: z.string().min(32, "it holds at least 32 characters"),
  LATCHKEY_PEPPERS: versionedSecrets.default(new Map()),
  TRUSTED_PROXIES: list.default([]),
  STALE_ON_DATABASE_OUTAGE_SECONDS: z.coerce.number().int().min(0).max(86_400).default(60),
});

export type Env = z.infer<typeof schema>;

const EXAMPLES: Partial<Record<keyof Env, string>> = {
  PORT: "3000",
  GATEWAY_PORT: "3001",
  DATABASE_URL: "postgres://latchkey:password@127.0.0.1:5432/latchkey",
  GATEWAY_URL: "https://gateway.example.com",
  NEXTAUTH_URL: "https://keys.example.com",
  NEXTAUTH_SECRET: "the output of: openssl rand -base64 32",
  LATCHKEY_PEPPERS: "v1:<output of: openssl rand -base64 32>",
  TRUSTED_PROXIES: "10.0.0.0/8,127.0.0.1",
  STALE_ON_DATABASE_OUTAGE_SECONDS: "60",
};

/** Names each variable that is wrong, what is wrong with it and an example; never its value, which may be a secret. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** @throws ConfigurationError */
export function parseEnv(source: Record<string, string | undefined>): Env {
  // An empty variable is an unset one: that is how shells, compose files and .env files say "none".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]) as keyof Env;
    const what = given[name] === undefined ? "is not set" : `is not usable: ${issue.message}`;
    return `${name} ${what}. Example: ${name}=${EXAMPLES[name] ?? "see .env.example"}`;
  });
  throw new ConfigurationError(lines.join("\n"));
}

let parsedOnce: Env | undefined;

/** The configuration, parsed at the first call and then fixed. */
export function env(): Env {
  parsedOnce ??= parseEnv(process.env);
  return parsedOnce;
}
