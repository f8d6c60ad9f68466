import { randomBytes } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { bodyTooLarge, mostBodyBytes } from "@/lib/http/body-limit";
import { securityHeaders } from "@/lib/http/security-headers";
import { refuseBrokenRequest } from "../gateway/request/refuse-broken-request";
import { TIMEOUTS } from "../gateway/timeouts";
import { HeldRequest } from "./held-request";
import { judgeAction } from "./judge-action";
import { judgeHead, type Site } from "./judge-head";
import { refuse } from "./refuse";
import { tellNext } from "./tell-next";

export type FrontOptions = Site & {
  development: boolean;
  /** Tests take shorter ones. */
  timeouts?: Partial<typeof TIMEOUTS>;
};

type Header = [name: string, value: string];

export type Handle = (request: HeldRequest, response: ServerResponse) => Promise<void>;

/** A connection on which nothing moves for so long, while an answer is made or read, is given up. */
const SILENT_MS = 120_000;

/**
 * The server in front of Next: refuses what nobody's browser sends from our own pages, holds bodies until they are whole and
 * small, and puts the security headers on every answer. `handle` sees only what has passed.
 */
export function createFront(site: FrontOptions, handle: Handle): Server {
  const { unreadAnswersTimeout: _, ...timeouts } = { ...TIMEOUTS, ...site.timeouts };
  const newNonce = (): string => randomBytes(16).toString("base64");
  // Only this process knows it: how a request that Next makes to itself, for an action of another page, is told from others.
  const password = newNonce();

  const answer = async (request: HeldRequest, response: ServerResponse): Promise<void> => {
    const nonce = newNonce();
    const path = (request.url ?? "").split("?", 1)[0] as string;
    sayUnlessSaid(response, [...securityHeaders(site, nonce), KEPT_NOWHERE]);
    const refusal =
      judgeHead(request, path, site) ??
      ((await request.arrived()) === "whole" ? null : { status: 413, detail: bodyTooLarge(mostBodyBytes(path)) }) ??
      (site.development && path.startsWith("/__next") ? null : judgeAction(request, path, () => request.body()));
    if (refusal) return refuse(response, refusal);
    tellNext(request, { nonce, password, site });
    await handle(request, response);
  };
  const onRequest = (request: HeldRequest, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      console.error("The dashboard could not answer:", error instanceof Error ? error.stack : error);
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, detail: "This failed on our side. Try again." });
    });
  };

  const server = createServer(
    // Node's own refusal of a request without Host has no body; judge-head.ts has.
    { ...timeouts, IncomingMessage: HeldRequest, requireHostHeader: false },
    onRequest,
  );
  server.setTimeout(SILENT_MS);
  server.on("checkExpectation", onRequest);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    refuseBrokenRequest(error, socket as Socket, securityHeaders(site, newNonce())),
  );
  return server;
}

/** What does not say how long it may be kept is not kept. */
const KEPT_NOWHERE: Header = ["Cache-Control", "no-store"];

/** Sets what an answer carries that does not say so itself: a route may be stricter (lib/operator's logo), and is not said twice. */
function sayUnlessSaid(response: ServerResponse, headers: readonly Header[]): void {
  const writeHead = response.writeHead as (...given: unknown[]) => ServerResponse;
  response.writeHead = (...given: unknown[]) => {
    for (const [name, value] of headers) if (!response.hasHeader(name)) response.setHeader(name, value);
    return writeHead.apply(response, given);
  };
}
