import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import type { Latchkey, VerifiedKey } from "../create-latchkey.js";
import { protectExpress } from "../protect-express.js";
import { protectFastify } from "../protect-fastify.js";
import { protectHono } from "../protect-hono.js";
import { protectNext } from "../protect-next.js";

/** What every framework serves: a route for keys with `read`, one for `write`, one that fails; and who may call none. */
export type Framework = "express" | "fastify" | "hono" | "next";
export const FRAMEWORKS: Framework[] = ["express", "fastify", "hono", "next"];
export type Service = { url: string; close: () => Promise<void> };

const shown = (id: string | undefined, key: VerifiedKey | null | undefined) => ({ id, keyId: key?.id ?? null });

async function listen(server: Server): Promise<Service> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}

const starts: Record<Framework, (latchkey: Latchkey) => Promise<Service>> = {
  express: (latchkey) => {
    const app = express();
    const router = express.Router();
    router.get("/charges/:id", protectExpress(latchkey, { scopes: ["read"] }), (request, response) => {
      response.status(201).json(shown(String(request.params.id), request.latchkey));
    });
    app.use("/v1", router);
    app.post("/v1/charges", protectExpress(latchkey, { scopes: ["write"], cost: 5 }), (_, response) => {
      response.sendStatus(204);
    });
    app.get("/v1/broken", protectExpress(latchkey), () => {
      throw new Error("broken");
    });
    // Express prints what is thrown; this says the same to the caller.
    app.use((_error: Error, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
      response.sendStatus(500);
    });
    return listen(createServer(app));
  },
  fastify: async (latchkey) => {
    const app = Fastify();
    app.get<{ Params: { id: string } }>(
      "/v1/charges/:id",
      { onRequest: protectFastify(latchkey, { scopes: ["read"] }) },
      async (request, reply) => reply.code(201).send(shown(request.params.id, request.latchkey)),
    );
    app.post("/v1/charges", { onRequest: protectFastify(latchkey, { scopes: ["write"], cost: 5 }) }, async (_, reply) =>
      reply.code(204).send(),
    );
    app.get("/v1/broken", { onRequest: protectFastify(latchkey) }, async () => {
      throw new Error("broken");
    });
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    return { url, close: () => app.close() };
  },
  hono: (latchkey) => {
    const app = new Hono();
    app.get("/v1/charges/:id", protectHono(latchkey, { scopes: ["read"] }), (context) =>
      context.json(shown(context.req.param("id"), context.get("latchkey")), 201),
    );
    app.post("/v1/charges", protectHono(latchkey, { scopes: ["write"], cost: 5 }), (context) =>
      context.body(null, 204),
    );
    app.get("/v1/broken", protectHono(latchkey), () => {
      throw new Error("broken");
    });
    app.onError((_, context) => context.body(null, 500));
    return listen(createServer(getRequestListener(app.fetch)));
  },
  next: (latchkey) => {
    const read = protectNext(
      latchkey,
      { scopes: ["read"], ip: () => "127.0.0.1" },
      async (_request: Request, context: { params: Promise<{ id: string }>; latchkey: VerifiedKey | null }) =>
        Response.json(shown((await context.params).id, context.latchkey), { status: 201 }),
    );
    const write = protectNext(
      latchkey,
      { scopes: ["write"], cost: 5, ip: () => "127.0.0.1" },
      () => new Response(null, { status: 204 }),
    );
    const broken = protectNext(latchkey, {}, () => {
      throw new Error("broken");
    });
    // As Next calls a route handler: the pattern's parameters are a promise.
    const answer = async (request: Request): Promise<Response> => {
      const { pathname } = new URL(request.url);
      const id = /^\/v1\/charges\/(.+)$/.exec(pathname)?.[1];
      if (id !== undefined) return read(request, { params: Promise.resolve({ id }) });
      if (pathname === "/v1/charges") return write(request, { params: Promise.resolve({}) });
      return broken(request, { params: Promise.resolve({}) }).catch(() => new Response(null, { status: 500 }));
    };
    return listen(createServer(getRequestListener(answer)));
  },
};

/** A real server of the framework, on a free loopback port, protected by `latchkey`. */
export const startFramework = (framework: Framework, latchkey: Latchkey): Promise<Service> =>
  starts[framework](latchkey);
