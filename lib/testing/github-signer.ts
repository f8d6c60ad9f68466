import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Listed = { key_identifier: string; key: string; is_current: boolean };

/** Stands in for GitHub: signs reports as it does, and publishes the list of its keys on loopback, which can be made to misbehave. */
export async function startGithubSigner() {
  const makeKey = (namedCurve = "P-256") => generateKeyPairSync("ec", { namedCurve });
  const pair = makeKey();
  const listed = (id: string, of = pair): Listed => ({
    key_identifier: id,
    key: of.publicKey.export({ type: "spki", format: "pem" }).toString(),
    is_current: true,
  });
  const signer = {
    url: "",
    keyId: "f9525bf080f75b3506ca1ead061add62b8633a346606dc5fe544e29231c6ee0d",
    /** How often the list was read. */
    reads: 0,
    status: 200,
    list: [] as Listed[],
    listed,
    makeKey,
    /** As GitHub's header carries it. */
    sign: (body: string | Buffer, by = pair): string =>
      sign("sha256", Buffer.from(body), by.privateKey).toString("base64"),
    stop: () => new Promise((closed) => server.close(closed)),
  };
  signer.list = [listed(signer.keyId)];
  const server = createServer((_request, response) => {
    signer.reads++;
    response.writeHead(signer.status, { "Content-Type": "application/json", Connection: "close" });
    response.end(JSON.stringify({ public_keys: signer.list }));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  signer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/meta/public_keys/secret_scanning`;
  return signer;
}
