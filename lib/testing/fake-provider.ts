import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Claims of whoever signs in at the provider next. */
export type FakePerson = { sub: string; name?: string; email?: string; email_verified?: unknown };

export type FakeProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in next: the page for people is left out. */
  person: FakePerson;
  /** What it does wrong next, by the name of what is wrong. */
  lie: Partial<{
    iss: string;
    tokenIssuer: string;
    nonce: string;
    metadataIssuer: string;
    userinfoSub: string;
    algorithm: "none";
  }>;
  /** Claims left out of the ID token, to be asked for at userinfo. */
  inUserinfoOnly: boolean;
  /** Every token it gave out, to look for where none may be. */
  given: string[];
  stop: () => Promise<void>;
};

type Grant = { challenge: string; nonce: string | null; redirectUri: string; person: FakePerson };

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

async function fields(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

/**
 * A small OpenID Connect provider on loopback, as strict as a real one about codes, PKCE, redirect addresses and client secrets. Its
 * `/user` and `/user/emails` answer as GitHub's do.
 */
export async function startFakeProvider(port = 0): Promise<FakeProvider> {
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, FakePerson>();
  const json = (response: ServerResponse, body: unknown, status = 200) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

  function idToken(grant: Grant): string {
    const now = Math.floor(Date.now() / 1_000);
    const { sub, ...rest } = grant.person;
    const claims = {
      iss: fake.lie.tokenIssuer ?? fake.issuer,
      aud: fake.clientId,
      iat: now,
      exp: now + 300,
      nonce: fake.lie.nonce ?? grant.nonce ?? undefined,
      sub,
      ...(!fake.inUserinfoOnly && rest),
    };
    const signed = `${base64url({ alg: fake.lie.algorithm ?? "RS256", kid: "one" })}.${base64url(claims)}`;
    if (fake.lie.algorithm === "none") return `${signed}.`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
  }

  function authorize(url: URL, response: ServerResponse): void {
    const query = url.searchParams;
    const code = randomBytes(16).toString("hex");
    codes.set(code, {
      challenge: query.get("code_challenge") ?? "",
      nonce: query.get("nonce"),
      redirectUri: query.get("redirect_uri") ?? "",
      person: fake.person,
    });
    const back = new URL(query.get("redirect_uri") ?? "");
    const answer = { code, state: query.get("state") ?? "", iss: fake.lie.iss ?? fake.issuer };
    for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await fields(request);
    const grant = codes.get(body.get("code") ?? "");
    codes.delete(body.get("code") ?? "");
    // Both parts are form-encoded first (RFC 6749 §2.3.1).
    const basic = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
    const [id, secret] = basic.split(":").map((part) => decodeURIComponent(part.replaceAll("+", " ")));
    if (id !== fake.clientId || secret !== fake.clientSecret)
      return void json(response, { error: "invalid_client" }, 401);
    const verifier = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    if (grant === undefined || grant.challenge !== verifier || grant.redirectUri !== body.get("redirect_uri"))
      return void json(response, { error: "invalid_grant" }, 400);
    const accessToken = `fake-access-${randomBytes(16).toString("hex")}`;
    tokens.set(accessToken, grant.person);
    const answer = { access_token: accessToken, token_type: "Bearer", id_token: idToken(grant) };
    fake.given.push(accessToken, answer.id_token);
    json(response, grant.nonce === null ? { ...answer, id_token: undefined } : answer);
  }

  function userinfo(request: IncomingMessage, response: ServerResponse, path: string): void {
    const person = tokens.get(request.headers.authorization?.replace("Bearer ", "") ?? "");
    if (person === undefined) return void json(response, {}, 401);
    if (path === "/userinfo") return void json(response, { ...person, sub: fake.lie.userinfoSub ?? person.sub });
    if (path === "/user")
      return void json(response, {
        id: Number(person.sub),
        login: "octo",
        name: person.name,
        email: "shown@example.com",
      });
    json(response, [
      { email: "other@example.com", primary: false, verified: true },
      { email: person.email, primary: true, verified: person.email_verified },
    ]);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", fake.issuer);
    if (url.pathname === "/authorize") return authorize(url, response);
    if (url.pathname === "/token") return void token(request, response);
    if (["/userinfo", "/user", "/user/emails"].includes(url.pathname)) return userinfo(request, response, url.pathname);
    if (url.pathname === "/jwks")
      return void json(response, {
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
      });
    json(response, {
      issuer: fake.lie.metadataIssuer ?? fake.issuer,
      authorization_endpoint: `${fake.issuer}/authorize`,
      token_endpoint: `${fake.issuer}/token`,
      userinfo_endpoint: `${fake.issuer}/userinfo`,
      jwks_uri: `${fake.issuer}/jwks`,
      authorization_response_iss_parameter_supported: true,
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const fake: FakeProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: "latchkey",
    clientSecret: "a secret between the two",
    person: { sub: "1" },
    lie: {},
    inUserinfoOnly: false,
    given: [],
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}
