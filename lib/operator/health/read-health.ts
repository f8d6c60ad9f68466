import { requireOperator } from "@/lib/auth/require-operator";
import { log } from "@/lib/log";
import type { Operator } from "../operator";
import { checkDatabase } from "./check-database";
import { isUp, judgeGateways, seeGateways } from "./check-gateways";
import { checkJobs } from "./check-jobs";
import { checkMail } from "./check-mail";
import { checkMigrations } from "./check-migrations";
import { checkRedis } from "./check-redis";
import { checkKeyEncryptionKeys, checkPeppers } from "./check-secrets";
import { checkSpool } from "./check-spool";
import { checkWorker } from "./check-worker";
import type { HealthCheck } from "./health-check";

/** What cannot be looked at is in trouble itself; the page of health is the last that may fail. */
async function attempt(name: string, look: () => Promise<HealthCheck>): Promise<HealthCheck> {
  try {
    return await look();
  } catch (error) {
    log.error({ check: name, error: error instanceof Error ? error.message : String(error) }, "a health check failed");
    const detail = "This could not be looked at.";
    return {
      name,
      state: "trouble",
      detail,
      todo: "The dashboard’s log says why; most often the database cannot be reached.",
    };
  }
}

/** Every part of the deployment, as far as this process and the database know. @throws DomainError forbidden */
export async function readHealth(person: Operator): Promise<HealthCheck[]> {
  requireOperator(person);
  const seen = seeGateways();
  const up = seen.then(
    ({ gateways }) => gateways.filter(isUp).length,
    () => 0,
  );
  return Promise.all([
    attempt("Database", checkDatabase),
    attempt("Migrations", checkMigrations),
    attempt("Gateways", async () => judgeGateways(await seen)),
    attempt("Usage spool", checkSpool),
    attempt("Worker", checkWorker),
    attempt("Jobs", checkJobs),
    attempt("Redis", async () => checkRedis(await up)),
    attempt("Mail", checkMail),
    attempt("Key-encryption keys", checkKeyEncryptionKeys),
    attempt("Peppers", checkPeppers),
  ]);
}
