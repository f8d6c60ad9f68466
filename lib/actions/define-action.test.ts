import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { findActor } from "@/lib/auth/find-actor";
import { defineAction, definePersonAction, definePublicAction } from "./define-action";

let sent: Record<string, string> = {};
vi.mock("next/headers", () => ({ headers: async () => new Headers(sent) }));
vi.mock("@/lib/auth/signed-in", () => ({ signedIn: async () => ({ userId: "u", sessionId: "s" }) }));
vi.mock("@/lib/auth/find-actor", () => ({ findActor: vi.fn() }));

const run = vi.fn(async () => "done");
const schema = z.strictObject({ label: z.string() });
const actions = {
  team: defineAction(schema, run),
  person: definePersonAction(schema, run),
  public: definePublicAction(schema, run),
};
const act = async (name: keyof typeof actions, headers: Record<string, string>) => {
  sent = headers;
  return name === "team" ? actions.team({ team: "acme", label: "x" }) : actions[name]({ label: "x" });
};

beforeEach(() => {
  run.mockClear();
  vi.mocked(findActor).mockResolvedValue({ actor: {}, team: {} } as Awaited<ReturnType<typeof findActor>>);
});

const HOST = "localhost:3000";
const FOREIGN: Record<string, string>[] = [
  { host: HOST },
  { host: HOST, origin: "null" },
  { host: HOST, origin: "http://evil.example" },
  { host: HOST, origin: "http://localhost:3001" },
  // What the client says of a proxy is only its word.
  { host: HOST, origin: "http://evil.example", "x-forwarded-host": "evil.example", "x-latchkey-peer": "203.0.113.7" },
];

// The server in front refuses all of these; were it not there, nothing would run either.
test.each(["team", "person", "public"] as const)(
  "an action of the %s kind runs for no foreign, null or absent Origin, and for our own",
  async (kind) => {
    for (const headers of FOREIGN) {
      expect(await act(kind, headers)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
    expect(run).not.toHaveBeenCalled();
    expect(await act(kind, { host: HOST, origin: `http://${HOST}` })).toEqual({ ok: true, data: "done" });
    // NEXTAUTH_URL, by whatever name a proxy asks for us.
    expect(await act(kind, { host: "inside", origin: "http://localhost:3000" })).toEqual({ ok: true, data: "done" });
  },
);
