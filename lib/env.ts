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
    if (versions.has(Number(match[1]))) {
      // Which of the two made what is stored, nobody could tell.
      context.addIssue({ code: "custom", message: `v${Number(match[1])} is given twice; a new one has a new number` });
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
  LATCHKEY_KEK: versionedSecrets.default(new Map()),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
  GITHUB_SECRET_SCANNING_KEYS_URL: z
    .url({ protocol: /^https?$/ })
    .default("https://api.github.com/meta/public_keys/secret_scanning"),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "it starts with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().max(320).optional(),
  TRUSTED_PROXIES: list.default([]),
  WEBHOOK_PRIVATE_NETWORKS: list.default([]),
  STALE_ON_DATABASE_OUTAGE_SECONDS: z.coerce.number().int().min(0).max(86_400).default(60),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "it starts with redis:// or rediss://")
    .optional(),
  GATEWAY_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  GATEWAY_DRAIN_SECONDS: z.coerce.number().int().min(0).max(20).default(0),
  USAGE_KEEP_MINUTES_DAYS: z.coerce.number().int().min(2).max(400).default(8),
  USAGE_KEEP_HOURS_DAYS: z.coerce.number().int().min(31).max(3_650).default(90),
  USAGE_KEEP_DAYS_DAYS: z.coerce.number().int().min(92).max(36_500).default(1_095),
  USAGE_SPOOL_MAX_MIB: z.coerce.number().int().min(16).max(1_048_576).default(1024),
});

export type Env = z.infer<typeof schema>;

const EXAMPLES: Partial<Record<keyof Env, string>> = {
  PORT: "3000",
  GATEWAY_PORT: "3001",
  DATABASE_URL: "postgres://latchkey:password@127.0.0.1:5432/latchkey",
  GATEWAY_URL: "https://gateway.example.com",
  NEXTAUTH_URL: "https://keys.example.com",
  NEXTAUTH_SECRET: "the output of: openssl rand -base64 32",
  LATCHKEY_KEK: "v1:<output of: openssl rand -base64 32>",
  GITHUB_ID: "the client id of your OAuth app",
  GITHUB_SECRET: "the client secret of your OAuth app",
  GITHUB_SECRET_SCANNING_KEYS_URL: "https://api.github.com/meta/public_keys/secret_scanning",
  GOOGLE_ID: "1234.apps.googleusercontent.com",
  GOOGLE_SECRET: "the client secret of your OAuth client",
  OIDC_ISSUER: "https://login.example.com",
  OIDC_CLIENT_ID: "latchkey",
  OIDC_CLIENT_SECRET: "the client secret the provider gave you",
  SMTP_URL: "smtp://user:password@mail.example.com:587",
  MAIL_FROM: "Acme API <keys@example.com>",
  LATCHKEY_PEPPERS: "v1:<output of: openssl rand -base64 32>",
  TRUSTED_PROXIES: "10.0.0.0/8,127.0.0.1",
  WEBHOOK_PRIVATE_NETWORKS: "10.20.0.0/16",
  STALE_ON_DATABASE_OUTAGE_SECONDS: "60",
  REDIS_URL: "redis://127.0.0.1:6379",
  GATEWAY_WORKERS: "2",
  GATEWAY_DRAIN_SECONDS: "8",
  USAGE_KEEP_MINUTES_DAYS: "8",
  USAGE_KEEP_HOURS_DAYS: "90",
  USAGE_KEEP_DAYS_DAYS: "1095",
  USAGE_SPOOL_MAX_MIB: "1024",
};

/** Names each variable that is wrong, what is wrong with it and an example; never its value, which may be a secret. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** What is of use only together. */
const TOGETHER: readonly (readonly (keyof Env)[])[] = [
  ["GITHUB_ID", "GITHUB_SECRET"],
  ["GOOGLE_ID", "GOOGLE_SECRET"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["SMTP_URL", "MAIL_FROM"],
];

function refuseHalves(parsed: Env): void {
  for (const names of TOGETHER) {
    const missing = names.filter((name) => parsed[name] === undefined);
    const [first] = missing;
    if (first === undefined || missing.length === names.length) continue;
    const given = names.filter((name) => !missing.includes(name));
    throw new ConfigurationError(
      `${missing.join(" and ")} not set, and ${given.join(" and ")} is. They work only together. Example: ${first}=${EXAMPLES[first]}`,
    );
  }
}

const NO_REDIS =
  "GATEWAY_WORKERS is more than 1 and REDIS_URL is not set: each worker would count its own limits. " +
  `Example: REDIS_URL=${EXAMPLES.REDIS_URL}`;

/** @throws ConfigurationError */
export function parseEnv(source: Record<string, string | undefined>): Env {
  // An empty variable is an unset one: that is how shells, compose files and .env files say "none".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) {
    if (parsed.data.GATEWAY_WORKERS > 1 && parsed.data.REDIS_URL === undefined) throw new ConfigurationError(NO_REDIS);
    refuseHalves(parsed.data);
    return parsed.data;
  }
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
