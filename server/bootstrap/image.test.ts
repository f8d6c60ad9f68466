import { existsSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

// No container engine runs here: this holds what can be read off the files. What the image runs are the same npm scripts as
// everywhere.
const text = (file: string): string => readFileSync(file, "utf8");
const compose = text("deploy/compose.yml");
const example = text("deploy/compose.env.example");
const dockerfile = text("Dockerfile");

type Service = {
  image: string;
  restart: string;
  init?: boolean;
  entrypoint?: string[];
  command?: string[];
  healthcheck?: { test: string[] };
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  ports?: string[];
  volumes?: string[];
};
type Compose = { services: Record<string, Service>; volumes: Record<string, null> };

const { services, volumes } = parse(compose, { merge: true }) as Compose;

test("the image: from the lockfile, built in one stage and run in another, not as root, with a check of its health", () => {
  expect(dockerfile.match(/^FROM node:20-slim/gm)).toHaveLength(2);
  expect(dockerfile).toContain("RUN npm ci --include=dev");
  const [, run = ""] = dockerfile.split(/^FROM node:20-slim$/m);
  expect(run.indexOf("USER node")).toBeGreaterThan(run.lastIndexOf("RUN "));
  expect(run).not.toMatch(/USER root|ARG |SECRET|PASSWORD/);
  expect(run).toContain("HEALTHCHECK");
  for (const [, json] of run.matchAll(/^(?: {2}CMD|ENTRYPOINT) (.*)$/gm))
    expect(JSON.parse(json ?? "")[0]).toBe("node");
  const { scripts } = JSON.parse(text("package.json"));
  for (const [, script = ""] of dockerfile.matchAll(/npm run (\w+)/g)) expect(scripts).toHaveProperty(script);
  const ignored = text(".dockerignore").split("\n");
  expect(ignored).toEqual(
    expect.arrayContaining([".env", ".env.*", "deploy/compose.env", ".latchkey*", "node_modules"]),
  );
});

test("compose: the schema is there before anything serves, everything that stays has its health checked, and a volume for what must last", () => {
  expect(Object.keys(services)).toEqual(["postgres", "redis", "migrate", "latchkey", "gateway"]);
  const ours = ["migrate", "latchkey", "gateway"].map((name) => services[name] as Service);
  for (const service of ours) expect([service.image, service.init]).toEqual(["latchkey", true]);
  expect(services.migrate).toMatchObject({ restart: "no", command: ["migrate"] });
  for (const name of ["latchkey", "gateway"]) {
    expect(services[name]?.depends_on).toEqual({
      migrate: { condition: "service_completed_successfully" },
      redis: { condition: "service_healthy" },
    });
    expect(services[name]?.restart).toBe("unless-stopped");
  }
  for (const name of ["postgres", "redis", "latchkey"]) expect(services[name]?.healthcheck?.test[0]).toBe("CMD");
  expect(services.gateway?.environment).not.toHaveProperty("LATCHKEY_KEK");
  expect(services.gateway?.environment?.LATCHKEY_PEPPERS).toBe(services.latchkey?.environment?.LATCHKEY_PEPPERS);
  // Nothing but this machine reaches what has no TLS.
  for (const port of Object.values(services).flatMap(({ ports }) => ports ?? []))
    expect(port).toMatch(/^127\.0\.0\.1:/);
  for (const [name, { volumes: mounts }] of Object.entries(services)) {
    for (const mount of mounts ?? []) {
      const [from = ""] = mount.split(":");
      if (from.startsWith("./")) expect(statSync(`deploy/${from}`).mode & 0o111, mount).toBeGreaterThan(0);
      else expect(volumes, name).toHaveProperty(from);
    }
  }
  for (const { entrypoint } of ours) if (entrypoint) expect(existsSync(entrypoint[1] ?? "")).toBe(true);
});

test("compose holds no secret: each comes from the file that the example explains, which knows no other variable", () => {
  const asked = new Set([...compose.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
  const explained = new Set([...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name]) => name));
  expect([...asked].sort()).toEqual([...explained].sort());
  for (const [, name, value] of example.matchAll(/^(\w+)=(.*)$/gm)) {
    if (name !== "NEXTAUTH_URL" && name !== "GATEWAY_URL") expect(value, name).toBe("");
  }
  const known = text(".env.example");
  const own = ["POSTGRES_PASSWORD", "LATCHKEY_DB_PASSWORD"];
  for (const name of asked) if (!own.includes(name ?? "")) expect(known, name).toContain(`# ${name}=`);
  expect(text(".gitignore")).toContain("deploy/compose.env\n");
});
