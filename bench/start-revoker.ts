import { fork } from "node:child_process";
import { join } from "node:path";
import type { Actor } from "@/lib/auth/actor";
import type { RevokeReply } from "./revoke-child";
import type { Workbench } from "./workbench";

/** @returns when the revocation had answered, by the machine's clock */
export type Revoke = (keyId: string) => Promise<number>;

type Waiting = { resolve: (answeredAt: number) => void; reject: (error: Error) => void };

/** Starts the process that revokes; it ends with the run. */
export function startRevoker(bench: Workbench, bundles: string, actor: Actor): Revoke {
  const child = fork(join(bundles, "revoke-child.mjs"), { env: bench.environment });
  bench.onClose(() => child.kill("SIGKILL"));
  const waiting = new Map<string, Waiting>();
  child.on("message", ({ keyId, answeredAt, error }: RevokeReply) => {
    const call = waiting.get(keyId);
    waiting.delete(keyId);
    if (error === undefined) call?.resolve(answeredAt);
    else call?.reject(new Error(`revokeKey failed: ${error}`));
  });
  child.once("exit", () => {
    for (const { reject } of waiting.values())
      reject(new Error("The process that revokes ended in the middle of the run."));
  });
  return (keyId) =>
    new Promise((resolve, reject) => {
      waiting.set(keyId, { resolve, reject });
      child.send({ actor, keyId });
    });
}
