import type { StopRequest } from "./stop-on-signal";
import type { SupervisedChild } from "./supervise-child";

const GRACE_MS = 30_000;
const HURRIED_GRACE_MS = 300;

/** Ends every child: PostgreSQL last, so that the others can write down what they have in hand. */
export async function stopAll(children: SupervisedChild[], request: StopRequest): Promise<void> {
  const stop = (graceMs: number, some: SupervisedChild[]) => Promise.all(some.map((child) => child.stop(graceMs)));
  const others = children.filter((child) => child.name !== "database");
  const orderly = stop(GRACE_MS, others);
  await Promise.race([orderly, request.hurried.then(() => stop(HURRIED_GRACE_MS, others))]);
  await orderly;
  await stop(
    GRACE_MS,
    children.filter((child) => child.name === "database"),
  );
}
