import type { Operation } from "./operation";

/** Why an operation answers with a status that is no success, for whoever writes the code that meets it. */
export const REFUSALS: Record<number, { name: string; says: string; detail: string }> = {
  400: {
    name: "Invalid",
    says: "The request cannot be read: an unknown field, or one with a value it cannot take. `errors` names the fields.",
    detail: "label: Give the key a label.",
  },
  401: {
    name: "Unauthenticated",
    says: "No access token came, or it is unknown, expired or revoked. The answer is the same for all of these.",
    detail: "Send a valid access token as Authorization: Bearer lk_access_….",
  },
  403: {
    name: "Forbidden",
    says: "The role of the token, or of the person who made it, does not allow this.",
    detail: "Your role in this team (viewer) does not allow this. Ask an owner or admin of the team to do it.",
  },
  404: {
    name: "NotFound",
    says: "The team has no such thing. An id of another team answers the same.",
    detail: "No such key in this team. Check the id, or open the list to find it.",
  },
  409: {
    name: "Conflict",
    says: "It cannot be done as things are; `detail` says why.",
    detail: "This key is revoked, and a revoked key never returns. Create a new key instead.",
  },
  413: {
    name: "TooLarge",
    says: "The body is larger than 64 KiB, that of an import than 1 MiB.",
    detail: "The body is larger than 64 KiB. Send less.",
  },
  422: {
    name: "KeyReused",
    says: "The `Idempotency-Key` came with another request in the last 24 hours.",
    detail:
      "This Idempotency-Key came with another request in the last 24 hours. Send the same request again, or take a new key.",
  },
  500: {
    name: "Failed",
    says: "It failed on our side. Try again; the operator finds it by `requestId`.",
    detail: "This failed on our side. Try again; if it stays, give the operator this id: req_0dkq3n5c2h8xw1.",
  },
  503: {
    name: "Unavailable",
    says: "The database cannot be reached. Try again after the seconds in `Retry-After`.",
    detail: "The database cannot be reached right now. Try again in a minute.",
  },
};

/** Whether the operation takes a body. */
export const hasBody = ({ method }: Operation): boolean => method !== "GET";

/** Every status the operation can answer with that is no success, ascending. */
export function refusalsOf(operation: Operation): number[] {
  const own = new Set<number>([400, 401, 500, 503, ...operation.refusals]);
  if (hasBody(operation)) own.add(413);
  if (operation.kept) for (const status of [409, 422]) own.add(status);
  return [...own].sort((a, b) => a - b);
}
