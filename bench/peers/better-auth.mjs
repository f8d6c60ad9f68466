// better-auth's API-key plugin behind node:http, verifying on the same PostgreSQL, with a rate limit that is counted and
// never reached, as ours has. Says the keys it made to the process that started it.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";

const pg = createRequire(new URL("../../package.json", import.meta.url))("pg");
const options = {
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 }),
  baseURL: `http://127.0.0.1:${process.env.PORT}`,
  secret: "a secret only for a benchmark, 32 characters or more",
  telemetry: { enabled: false },
  emailAndPassword: { enabled: true },
  plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 1_000, maxRequests: 1_000_000 } })],
};
const auth = betterAuth(options);
await (await getMigrations(options)).runMigrations();

const credentials = { email: "bench@example.com", password: "bench bench bench", name: "Bench" };
const { user } = await auth.api.signUpEmail({ body: credentials });
const keys = [];
for (let i = 0; i < Number(process.env.BENCH_KEYS); i++) {
  const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: `Key ${i}`, metadata: undefined } });
  keys.push(key);
}

createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", async () => {
    const { key } = body === "" ? {} : JSON.parse(body);
    const verdict = key === undefined ? { keys } : await auth.api.verifyApiKey({ body: { key } });
    const json = JSON.stringify(verdict);
    response.writeHead(200, ["Content-Type", "application/json", "Content-Length", `${Buffer.byteLength(json)}`]);
    response.end(json);
  });
}).listen(Number(process.env.PORT), "127.0.0.1");
