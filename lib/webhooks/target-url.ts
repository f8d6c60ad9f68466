import { isIP } from "node:net";
import { refusedAddress } from "./target-address";

export type TargetUrl = { url: string } | { trouble: string };

/** The host of a URL as an address is written elsewhere: IPv6 without its brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.+)\]$/, "$1");

/** As it stands in the text, before the URL parser reads `0x7f.1` and `2130706433` as what they stand for. */
const writtenHost = (text: string): string =>
  (/^[a-z]+:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(text)?.[1] ?? "").toLowerCase();

/**
 * A URL that an endpoint may have. A name's addresses are looked at when it is connected to, and only then: what they are now says
 * nothing of what they will be.
 * @param allowed WEBHOOK_PRIVATE_NETWORKS
 */
export function readTargetUrl(text: string, allowed: readonly string[]): TargetUrl {
  const given = text.trim();
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) {
    return { trouble: "Give a whole address such as https://example.com/webhooks." };
  }
  const url = new URL(given);
  if (url.username !== "" || url.password !== "") {
    return { trouble: "A name or password cannot stand in the address. The signature says who sends." };
  }
  if (url.port === "0") return { trouble: "There is no port 0. Leave the port out, or give the one that listens." };
  url.hash = "";
  const host = hostOf(url);
  const isLiteral = isIP(host) !== 0;
  if (isLiteral && isIP(host) === 4 && writtenHost(given) !== host) {
    return { trouble: `This stands for ${host}. Write the address like that, or give a name.` };
  }
  const address = isLiteral ? host : /(^|\.)localhost\.?$/.test(host) ? "127.0.0.1" : null;
  const refused = address === null ? null : refusedAddress(address, allowed);
  if (refused !== null) {
    return {
      trouble: `${host} is ${refused}, and nothing is sent there unless the operator allows its network (WEBHOOK_PRIVATE_NETWORKS).`,
    };
  }
  return { url: url.href };
}
