import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { actionKey } from "./action-key";

const SECRET = "a secret of one deployment, long enough";

const load = createRequire(import.meta.url);
const ENCRYPTION = "next/dist/server/app-render/encryption-utils.js";
type Encryption = typeof import("next/dist/server/app-render/encryption-utils.js");

// The build makes a key of its own, which no two builds share: it must not be the one that counts.
const manifests = load.resolve("next/dist/server/app-render/manifests-singleton.js");
load(manifests);
(load.cache[manifests] as NodeJS.Module).exports = {
  getServerActionsManifest: () => ({ encryptionKey: Buffer.alloc(32, 7).toString("base64") }),
};

/** Next as a dashboard has it that was started with this secret. */
async function startedWith(secret: string) {
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = actionKey(secret);
  // It reads the key once.
  Reflect.deleteProperty(load.cache, load.resolve(ENCRYPTION));
  const next = load(ENCRYPTION) as Encryption;
  const key = await next.getActionEncryptionKey();
  const iv = new Uint8Array(16);
  return {
    seal: (text: string) => next.encrypt(key, iv, new TextEncoder().encode(text)),
    open: async (sealed: ArrayBuffer) => new TextDecoder().decode(await next.decrypt(key, iv, new Uint8Array(sealed))),
  };
}

test("what one dashboard seals, another one of the deployment opens, and no other deployment's", async () => {
  const sealed = await (await startedWith(SECRET)).seal("bound arguments");
  expect(await (await startedWith(SECRET)).open(sealed)).toBe("bound arguments");
  await expect((await startedWith(`${SECRET}.`)).open(sealed)).rejects.toThrow();
});

test("it is 256 bits, and not the secret itself", () => {
  expect(Buffer.from(actionKey(SECRET), "base64")).toHaveLength(32);
  expect(actionKey("x".repeat(32))).not.toContain(Buffer.from("x".repeat(32)).toString("base64"));
});
