// The thread that takes usage from disk to the database, so that the one that answers has no part in it. Its pool is its own.
import { type MessagePort, parentPort } from "node:worker_threads";
import { pool } from "@/lib/db/pool";
import { flushFiles } from "@/lib/usage/spool/flush-files";
import { type FlushOrder, type FlushOutcome, sendableError } from "./flush-messages";

function serve(gateway: MessagePort): void {
  const say = (outcome: FlushOutcome): void => gateway.postMessage(outcome);
  gateway.on("message", (order: FlushOrder) => {
    if (order === "end") {
      pool()
        .end()
        .finally(() => gateway.close());
      return;
    }
    const { number, files } = order;
    flushFiles(files).then(
      (flushed) => say({ number, flushed }),
      (error: unknown) => say({ number, error: sendableError(error) }),
    );
  });
}

if (parentPort === null) throw new Error("This is a thread of the gateway, not a program. Start the gateway instead.");
serve(parentPort);
