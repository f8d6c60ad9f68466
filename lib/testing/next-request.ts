import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";

const underWay = new AsyncLocalStorage<Headers>();
const headers = (): Headers => underWay.getStore() ?? new Headers();

const cookies = (): { name: string; value: string }[] =>
  (headers().get("cookie") ?? "")
    .split("; ")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: decodeURIComponent(value.join("=")) };
    });

// Stands in for the request that Next would have under way (`next/headers`), for what runs without Next. Imported before anything
// else that reads it; next-auth asks through `require`, our own code through `import`.
const nextHeaders = createRequire(import.meta.url)("next/headers") as Record<string, unknown>;
nextHeaders.headers = async () => headers();
nextHeaders.cookies = async () => ({
  getAll: cookies,
  get: (name: string) => cookies().find((cookie) => cookie.name === name),
  // Next would add it to the answer.
  set: () => {},
});

/** Does `work` as part of a request with these headers. */
export const inRequest = <T>(of: Headers, work: () => Promise<T>): Promise<T> => underWay.run(of, work);
