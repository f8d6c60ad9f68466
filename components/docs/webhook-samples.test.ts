import { spawnSync } from "node:child_process";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { VERIFY_SAMPLES } from "./webhook-samples";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const body = JSON.stringify({ type: "webhook.test", data: { text: "Grüße" } });

/** As it is sent, while a second secret signs, too. */
function request(at = new Date()) {
  const other = new Webhook(Buffer.alloc(32, 9).toString("base64"));
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": `${other.sign("msg_1", at, body)} ${new Webhook(SECRET).sign("msg_1", at, body)}`,
  };
}
const sampleOf = (language: string) => VERIFY_SAMPLES.find((sample) => sample.language === language)?.byHand ?? "";
const old = new Date(Date.now() - 600_000);

/** Exit code 0: verified. */
const RUNNERS: Record<string, { command: string; args: (code: string) => string[] }> = {
  Node: {
    command: process.execPath,
    args: (code) => [
      "--input-type=module",
      "-e",
      `${code}\nverify(process.env.BODY, JSON.parse(process.env.HEADERS));`,
    ],
  },
  Python: {
    command: "python3",
    args: (code) => ["-c", `${code}\nverify(os.environ["BODY"].encode(), json.loads(os.environ["HEADERS"]))`],
  },
};

for (const [language, { command, args }] of Object.entries(RUNNERS)) {
  const isThere = spawnSync(command, ["--version"]).status === 0;
  test.skipIf(!isThere)(`the ${language} sample takes what was signed, and nothing that was changed or is old`, () => {
    const verified = (headers: object, sent = body): boolean => {
      const env = { ...process.env, LATCHKEY_WEBHOOK_SECRET: SECRET, BODY: sent, HEADERS: JSON.stringify(headers) };
      return spawnSync(command, args(sampleOf(language)), { env, encoding: "utf8" }).status === 0;
    };
    expect(verified(request())).toBe(true);
    expect(verified(request(), `${body} `)).toBe(false);
    expect(verified(request(old))).toBe(false);
    expect(verified({ ...request(), "webhook-timestamp": "soon" })).toBe(false);
    expect(verified({ ...request(), "webhook-signature": "v1,AAAA v1a,x" })).toBe(false);
  });
}
