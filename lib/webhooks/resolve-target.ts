import dns from "node:dns/promises";
import { env } from "@/lib/env";

export type Address = { address: string; family: 4 | 6 };

/** The addresses of a name, in the order to try them. Rejects with a `code` when there are none. */
export type ResolveName = (name: string) => Promise<Address[]>;

const TIMEOUT_MS = 3_000;
const NO_RECORD = new Set(["ENOTFOUND", "ENODATA"]);

type Answer = { addresses: Address[]; code: string | null };

const answered = (family: 4 | 6, asked: Promise<string[]>): Promise<Answer> =>
  asked.then(
    (found) => ({ addresses: found.map((address) => ({ address, family })), code: null }),
    (error: NodeJS.ErrnoException) => ({ addresses: [], code: error.code ?? "ENOTFOUND" }),
  );

/**
 * Asks the name servers themselves. The system's own lookup waits in one of four threads, which a few name servers that never
 * answer would hold for every endpoint; it is asked only where the operator allows networks of their own, whose names may stand
 * in a hosts file alone.
 */
export const resolveTarget: ResolveName = async (name) => {
  const resolver = new dns.Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  const [v4, v6] = await Promise.all([answered(4, resolver.resolve4(name)), answered(6, resolver.resolve6(name))]);
  const addresses = [...v4.addresses, ...v6.addresses];
  if (addresses.length > 0) return addresses;
  const code = [v4.code, v6.code].find((one) => one !== null && !NO_RECORD.has(one)) ?? "ENOTFOUND";
  if (env().WEBHOOK_PRIVATE_NETWORKS.length === 0) throw Object.assign(new Error("no address"), { code });
  const found = await dns.lookup(name, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};
