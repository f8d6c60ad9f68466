// Why an attempt failed, in words. Free of Node: the pages read it.

export const TROUBLES = [
  "address_refused",
  "name_not_found",
  "refused",
  "unreachable",
  "timed_out",
  "tls",
  "redirect",
  "gone",
  "status",
  "unreadable",
  "unsigned",
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** A request is given so long in all: to resolve, connect, send and be answered (Standard Webhooks asks for 15 to 30 s). */
export const TIMEOUT_SECONDS = 15;

/**
 * What stopped an attempt and, where there is one, the next step.
 * @param detail what the trouble names: an address and what it is, where a redirect points, a reason of TLS
 */
export function troubleWords(trouble: Trouble, status: number | null, detail: string | null): string {
  switch (trouble) {
    case "address_refused":
      return `Not sent: ${detail ?? "the address is not public"}. Only the operator can allow its network (WEBHOOK_PRIVATE_NETWORKS).`;
    case "name_not_found":
      return "The name has no address. Check the endpoint's URL.";
    case "refused":
      return "The connection was refused: nothing listens there.";
    case "unreachable":
      return `The connection broke or could not be made${detail === null ? "" : ` (${detail})`}.`;
    case "timed_out":
      return `No whole answer came within ${TIMEOUT_SECONDS} s. Answer first, and work on the event afterwards.`;
    case "tls":
      return `The certificate or the TLS connection was refused${detail === null ? "" : ` (${detail})`}.`;
    case "redirect":
      return `It answered ${status} and points${detail === null ? " elsewhere" : ` to ${detail}`}. Redirects are not followed: give that URL to the endpoint.`;
    case "gone":
      return "It answered 410 Gone: it wants no more, so the endpoint was disabled.";
    case "status":
      return `It answered ${status}, and only 200 to 299 counts as delivered.`;
    case "unreadable":
      return "The answer was not HTTP that can be read.";
    case "unsigned":
      return `It could not be signed: ${detail ?? "the signing secret cannot be opened"}. Only the operator can mend that.`;
  }
}
