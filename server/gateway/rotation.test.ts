import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey } from "@/lib/keys/create-key";
import { endSecret } from "@/lib/keys/end-secret";
import { extendSecret } from "@/lib/keys/extend-secret";
import { rotateKey } from "@/lib/keys/rotate-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

test("callers on the old secret are told when it ends, by verify and by authorize, and of a moved end with the next answer", async () => {
  const owner = await makeActor();
  const { key, secret: old } = await createKey(owner, keyInput());
  const told = async (secret: string) => {
    const verified = await gateway.verify(secret);
    const authorized = await gateway.authorize({ Authorization: `Bearer ${secret}` });
    return [
      verified.headers["X-Api-Key-Secret-Ends"] ?? null,
      authorized.headers.get("x-api-key-secret-ends"),
      verified.key?.secret.endsAt,
    ];
  };
  expect(await told(old)).toEqual([null, null, null]);
  const { key: rotated, secret: current } = await rotateKey(owner, { keyId: key.id, graceSeconds: 3_600 });
  const replaced = { keyId: key.id, secretId: rotated.secrets[1]?.id ?? "" };
  const first = rotated.secrets[1]?.endsAt;
  expect(await told(old)).toEqual([first, first, first]);
  const extended = await extendSecret(owner, { ...replaced, graceSeconds: 86_400 });
  const second = extended.secrets[1]?.endsAt;
  expect(second).not.toBe(first);
  // The extension has answered, so every gateway has heard of it.
  expect(await told(old)).toEqual([second, second, second]);
  expect(await told(current)).toEqual([null, null, null]);
  await endSecret(owner, replaced);
  expect((await gateway.verify(old)).code).toBe("REVOKED");
  expect((await gateway.authorize({ Authorization: `Bearer ${old}` })).status).toBe(401);
});
