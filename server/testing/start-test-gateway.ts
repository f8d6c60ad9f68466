import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";
import type { Refusal } from "@/lib/refusals/refusal";
import type { ReportBatch, VerificationRecord } from "@/lib/usage/record";
import type { Spool } from "@/lib/usage/spool/spool";
import { type GatewayOptions, startGateway } from "../gateway/start-gateway";

export type Answer = {
  valid: boolean;
  code: string;
  status: number;
  requestId: string;
  key: { id: string; secret: { id: string; endsAt: string | null } } | null;
  rateLimit: { limit: number; remaining: number; reset: number; windowSeconds: number } | null;
  headers: Record<string, string>;
};

/** A spool that keeps what it is given where the test can see it, and answers at the end of the tick as the real one does. */
export class MemorySpool implements Spool {
  readonly verifications: VerificationRecord[] = [];
  readonly reports: ReportBatch[] = [];
  readonly refusals: Refusal[] = [];
  reportError: Error | undefined;

  recordVerification(record: VerificationRecord, answered: () => void): void {
    this.verifications.push(record);
    setImmediate(answered);
  }
  recordReports(batch: ReportBatch, answered: (error?: Error) => void): void {
    if (this.reportError === undefined) this.reports.push(batch);
    setImmediate(() => answered(this.reportError));
  }
  noteRefusal(refusal: Refusal): void {
    this.refusals.push(refusal);
  }
  bytes = () => 0;
  mostBytes = Number.POSITIVE_INFINITY;
  oldestMs = () => 0;
  lost = () => 0;
  flush = async () => {};
  close = async () => {};
}

/**
 * An active service token as a bare row.
 * @param database when not the one this process works on
 */
export async function insertServiceToken(
  database: { query(text: string, values: unknown[]): Promise<unknown> } = pool(),
): Promise<{ id: string; token: string }> {
  const { plaintext, hash, lastFour } = generateToken("service");
  const id = newId();
  await database.query("INSERT INTO service_tokens (id, name, hash, last_four) VALUES ($1, 'test', $2, $3)", [
    id,
    hash,
    lastFour,
  ]);
  return { id, token: plaintext };
}

/** A gateway on a free loopback port, with a service token that may ask it. */
export async function startTestGateway(options: Partial<GatewayOptions> = {}) {
  const spool = new MemorySpool();
  const { token } = await insertServiceToken();
  const running = await startGateway({ host: "127.0.0.1", port: 0, spool, ...options });
  await running.started;
  const url = `http://127.0.0.1:${running.port}`;
  const post = (path: string, body: unknown, bearer = token): Promise<Response> =>
    fetch(url + path, {
      method: "POST",
      headers: { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return {
    ...running,
    url,
    token,
    spool,
    post,
    verify: async (question: object | string): Promise<Answer> =>
      (await (await post("/v1/verify", typeof question === "string" ? { key: question } : question)).json()) as Answer,
    authorize: (headers: Record<string, string>, query = "", method = "GET"): Promise<Response> =>
      fetch(`${url}/v1/authorize${query}`, { method, headers }),
  };
}

export type TestGateway = Awaited<ReturnType<typeof startTestGateway>>;
