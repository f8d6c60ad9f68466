const MOST_AT_ONCE = 4;
const MOST_IN_ONE_QUERY = 250;

type Waiting<T> = { resolve: (found: T | null) => void; reject: (error: unknown) => void };

/**
 * Reads by id, all ids of an event-loop tick in one query and at most four queries at a time. A cold start and a flood of
 * unknown ids thus cost few queries, and leave connections for everything else.
 * @param read the values of these ids; an unknown id is absent
 */
export function gatherReads<T>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (id: string) => Promise<T | null> {
  let waiting = new Map<string, Waiting<T>[]>();
  let running = 0;
  let isScheduled = false;

  const take = (): Map<string, Waiting<T>[]> => {
    if (waiting.size <= MOST_IN_ONE_QUERY) {
      const all = waiting;
      waiting = new Map();
      return all;
    }
    const some = new Map([...waiting].slice(0, MOST_IN_ONE_QUERY));
    for (const id of some.keys()) waiting.delete(id);
    return some;
  };

  const start = (): void => {
    isScheduled = false;
    while (waiting.size > 0 && running < MOST_AT_ONCE) {
      const batch = take();
      running++;
      read([...batch.keys()])
        .then(
          (found) => {
            for (const [id, each] of batch) for (const { resolve } of each) resolve(found.get(id) ?? null);
          },
          (error: unknown) => {
            for (const each of batch.values()) for (const { reject } of each) reject(error);
          },
        )
        .finally(() => {
          running--;
          start();
        });
    }
  };

  return (id) =>
    new Promise((resolve, reject) => {
      const same = waiting.get(id);
      if (same === undefined) waiting.set(id, [{ resolve, reject }]);
      else same.push({ resolve, reject });
      if (!isScheduled) {
        isScheduled = true;
        setImmediate(start);
      }
    });
}
