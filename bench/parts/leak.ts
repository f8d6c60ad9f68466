import { pool } from "@/lib/db/pool";
import { showId } from "@/lib/ids";
import { revokeKey } from "@/lib/keys/revoke-key";
import { SigningKeys } from "@/lib/leaks/github/signing-keys";
import { takeMatches } from "@/lib/leaks/github/take-matches";
import { startGithubSigner } from "@/lib/testing/github-signer";
import { insertManyKeys } from "../deployment";
import { prove } from "../prove";
import { quantile } from "../quantile";
import type { RunContext } from "../run-context";
import { startBenchGateway } from "../start-gateway";
import { show, table } from "../table";

const REPORTS = 100;
/** Not counted: the first ones also compile the code and open connections. */
const WARM_UP = 10;
const BOUND_MS = 1_000;
const FROM = { ip: null, userAgent: null, requestId: "bench" };

/**
 * From a signed report of GitHub's secret scanning, where the operator chose to revoke, to the first refusal by a running
 * gateway; beside it the same for a revocation by hand, which a report cannot be faster than.
 */
export async function leakPart({ bench, deployment: { actor, serviceToken }, options }: RunContext): Promise<string> {
  const count = options.count ?? REPORTS;
  const server = await startBenchGateway(bench);
  const github = await startGithubSigner();
  bench.onClose(() => github.stop());
  const keys = new SigningKeys(github.url);
  await pool().query("UPDATE deployment SET leak_response = 'revoke_key'");
  const ask = async (key: string): Promise<string> => {
    const answer = await fetch(`${server.url}/v1/verify`, {
      method: "POST",
      headers: { Authorization: `Bearer ${serviceToken}`, "Content-Type": "application/json" },
      body: JSON.stringify({ key }),
    });
    return ((await answer.json()) as { code: string }).code;
  };
  const timed = async (secret: string, end: () => Promise<unknown>): Promise<{ ms: number; isLate: boolean }> => {
    if ((await ask(secret)) !== "VALID") throw new Error("A key was refused before it was ended.");
    const startedAt = performance.now();
    await end();
    const isLate = (await ask(secret)) !== "REVOKED";
    return { ms: performance.now() - startedAt, isLate };
  };
  const report = (token: string) => {
    const body = Buffer.from(
      JSON.stringify([{ token, type: "myapi_key", source: "commit", url: "https://example.com/" }]),
    );
    return takeMatches({ body, keyId: github.keyId, signature: github.sign(body) }, FROM, keys);
  };
  const idOf = async (secret: string): Promise<string> => {
    const { rows } = await pool().query<{ key_id: string }>("SELECT key_id FROM secrets WHERE public_id = $1", [
      secret.split("_")[2],
    ]);
    return showId("key", rows[0]?.key_id ?? "");
  };
  const run = async (end: (secret: string) => Promise<() => Promise<unknown>>) => {
    const times: { ms: number; isLate: boolean }[] = [];
    for (const secret of await insertManyKeys(actor, count + WARM_UP))
      times.push(await timed(secret, await end(secret)));
    return times.slice(WARM_UP);
  };
  const byHand = await run(async (secret) => {
    const keyId = await idOf(secret);
    return () => revokeKey(actor, { keyId });
  });
  const byReport = await run(async (secret) => () => report(secret));
  await server.stop();

  const median = (all: typeof byHand) =>
    quantile(
      all.map(({ ms }) => ms),
      0.5,
    );
  const row = (name: string, all: typeof byHand) => [
    name,
    ...[0.5, 0.99, 1].map((q) =>
      show(
        quantile(
          all.map(({ ms }) => ms),
          q,
        ),
      ),
    ),
    show(median(all) / median(byHand)),
  ];
  return prove(
    table(
      ["until the gateway refuses (ms)", "p50", "p99", "max", "×"],
      [row("revoked by hand", byHand), row("reported by GitHub", byReport)],
    ),
    {
      "a key was accepted after its end was answered": [...byHand, ...byReport].filter(({ isLate }) => isLate).length,
      [`a report took more than ${BOUND_MS / 1_000} s`]: byReport.filter(({ ms }) => ms > BOUND_MS).length,
    },
  );
}
