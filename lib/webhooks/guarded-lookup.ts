import type { LookupFunction } from "node:net";
import type { ResolveName } from "./resolve-target";
import { refusedAddress } from "./target-address";

/** An address that nothing may be sent to. `detail`: which, and what it is. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";
  constructor(readonly detail: string) {
    super(detail);
  }
}

/** @throws RefusedAddress */
export function checkAddress(address: string, allowed: readonly string[]): void {
  const refused = refusedAddress(address, allowed);
  if (refused !== null) throw new RefusedAddress(`${address} is ${refused}`);
}

/**
 * What a socket asks for the addresses to connect to. The socket connects to what is checked here and resolves nothing again, so
 * that a name which changes its address between check and connection gains nothing. One bad address among good ones refuses all.
 * Sockets do not ask for a host that is an address already: check that one before.
 */
export const guardedLookup =
  (resolve: ResolveName, allowed: readonly string[]): LookupFunction =>
  (name, options, callback) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses;
        try {
          for (const { address } of addresses) checkAddress(address, allowed);
          if (first === undefined) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
        } catch (error) {
          return callback(error as Error, "", 0);
        }
        return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
      },
      (error) => callback(error, "", 0),
    );
  };
