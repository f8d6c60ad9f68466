import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import { importKeysCommand } from "@/server/admin/keys-import";
import { prove } from "../prove";
import type { RunContext } from "../run-context";
import { startBenchGateway } from "../start-gateway";
import { show, table } from "../table";

const KEYS = 100_000;
const BOUND_SECONDS = 60;
const QUESTIONS_AT_ONCE = 100;
const CALLS_AT_ONCE = 8;

type Timed = { seconds: number; json: Record<string, unknown> };

/** `npm run admin -- keys import` with so many hashes beside a gateway that runs, then every secret asked for, unread and read. */
export async function importPart({ bench, deployment, options, say }: RunContext): Promise<string> {
  const count = options.count ?? KEYS;
  const server = await startBenchGateway(bench);
  const secrets = Array.from({ length: count }, () => `sk_live_${randomBytes(24).toString("base64url")}`);
  const file = join(bench.folder, "keys.csv");
  writeFileSync(file, fileOf(secrets));
  const { rows } = await pool().query<{ slug: string }>("SELECT slug FROM teams WHERE id = $1", [
    deployment.actor.teamId,
  ]);
  const run = (flags: Record<string, string>): Promise<Timed> => timed({ team: rows[0]?.slug ?? "", file, ...flags });
  const dry = await run({ "dry-run": "true" });
  say(`    dry run in ${show(dry.seconds)} s`);
  const imported = await run({});
  say(`    imported in ${show(imported.seconds)} s`);
  const again = await run({});
  const cold = await verifyAll(server.url, deployment.serviceToken, secrets);
  const warm = await verifyAll(server.url, deployment.serviceToken, secrets);
  await server.stop();
  const report = table(
    ["keys import", "keys", "seconds", "keys/s"],
    [
      ["judged (dry run)", show(count, 0), show(dry.seconds), show(count / dry.seconds)],
      ["judged and imported", show(count, 0), show(imported.seconds), show(count / imported.seconds)],
      ["the same file again", show(count, 0), show(again.seconds), show(count / again.seconds)],
      ["verified, unread", show(cold.valid, 0), show(cold.seconds), show(count / cold.seconds)],
      ["verified, in memory", show(warm.valid, 0), show(warm.seconds), show(count / warm.seconds)],
    ],
  );
  return prove(report, {
    "a key was not imported": count - Number(imported.json.imported),
    "a key was imported a second time": Number(again.json.imported),
    "an imported secret did not verify": 2 * count - cold.valid - warm.valid,
    [`the import took more than ${BOUND_SECONDS} s`]: imported.seconds < BOUND_SECONDS ? 0 : 1,
  });
}

const fileOf = (secrets: readonly string[]): string =>
  [
    "hash,label,environment,scopes,prefix,lastFour,rateLimit",
    ...secrets.map((secret, i) => {
      const hash = createHash("sha256").update(secret).digest("hex");
      return `${hash},Customer ${i},live,read write,sk_live_,${secret.slice(-4)},1000/60`;
    }),
  ].join("\n");

async function timed(input: Record<string, string>): Promise<Timed> {
  const startedAt = performance.now();
  const context = { progress: { say: () => {} } } as unknown as Parameters<typeof importKeysCommand.run>[1];
  const { json } = await importKeysCommand.run(input, context);
  return { json, seconds: (performance.now() - startedAt) / 1_000 };
}

async function verifyAll(
  url: string,
  token: string,
  secrets: readonly string[],
): Promise<{ valid: number; seconds: number }> {
  const startedAt = performance.now();
  let [next, valid] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < secrets.length) {
      const some = secrets.slice(next, next + QUESTIONS_AT_ONCE);
      next += QUESTIONS_AT_ONCE;
      const answer = await fetch(`${url}/v1/verify/batch`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(some.map((key) => ({ key }))),
      });
      const answers = answer.ok ? ((await answer.json()) as { code: string }[]) : [];
      valid += answers.filter(({ code }) => code === "VALID").length;
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  return { valid, seconds: (performance.now() - startedAt) / 1_000 };
}
