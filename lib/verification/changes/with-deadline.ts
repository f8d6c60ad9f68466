/** The database has this long to answer; then it counts as unreachable, and its caller gets a 503 instead of waiting. */
export const DATABASE_DEADLINE_MS = 2_000;

/** `query_timeout` ends a statement, but waiting for a connection takes time too: this is the bound for both. */
export function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    const tooLate = () => reject(new Error(`PostgreSQL did not answer within ${DATABASE_DEADLINE_MS} ms.`));
    timer = setTimeout(tooLate, DATABASE_DEADLINE_MS);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}
