import { expect, test } from "vitest";
import { clock } from "@/lib/clock";
import { newId, readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { flushSegment, verification } from "@/lib/testing/usage";
import { verificationLine } from "@/lib/usage/spool/spool-line";
import { keyBlastRadius } from "./key-blast-radius";

const HOUR = 3_600_000;

test("everybody who called in the last 24 hours is told, with what they called, and nobody from before", async () => {
  const owner = await makeActor();
  const { key } = await createKey(owner, keyInput());
  const caller = {
    keyId: readId("key", key.id) ?? "",
    secretId: key.secrets[0]?.id ?? "",
    teamId: owner.teamId,
    environment: key.environment,
  };
  const now = clock.ms();
  const from = (ip: string, at: number) =>
    verification(caller, at, { ip, userAgent: "curl/8", method: "GET", route: "/v1/charges" });
  const lines = [
    from("203.0.113.1", now - 1_000),
    from("203.0.113.1", now - HOUR),
    from("203.0.113.2", now - 20 * HOUR),
    from("203.0.113.3", now - 40 * HOUR),
  ].map(verificationLine);
  await flushSegment(newId(), Buffer.from(lines.join("")));
  const radius = await keyBlastRadius(await makeActor("viewer", owner), { keyId: key.id });
  expect(radius).toMatchObject({ requests: 3, moreCallers: 0, otherRequests: 0, moreRoutes: 0 });
  expect(radius.callers.map(({ ip, requests, userAgent }) => [ip, requests, userAgent])).toEqual([
    ["203.0.113.1", 2, "curl/8"],
    ["203.0.113.2", 1, "curl/8"],
  ]);
  expect(radius.routes).toEqual([{ route: "GET /v1/charges", requests: 3 }]);
  await expect(keyBlastRadius(await makeActor(), { keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
});
