import { randomBytes } from "node:crypto";
import type { Role } from "@/lib/auth/role";
import type { ErrorCode } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { NO_POLICY } from "@/lib/policies/policy";
import type { PersonThing, Thing, ThingKind } from "./stage";

// Over 250 lines since it is one table: a door that is missing is seen by reading down.
// Who may do what, door by door, written by hand and not read from lib/auth/permissions.ts: a wrong cell there is a red case here.
// A server action, a route handler or a path of the gateway without a row fails the build.

/** all: to anything of the team · own: only to what they made · none: refused as forbidden. */
export type Reach = "all" | "own" | "none";
type Reaches = Record<Role, Reach>;

const reach = (owner: Reach, admin: Reach, developer: Reach, viewer: Reach): Reaches => ({
  owner,
  admin,
  developer,
  viewer,
});
const EVERYONE = reach("all", "all", "all", "all");
const WRITERS = reach("all", "all", "all", "none");
const MAKERS = reach("all", "all", "own", "none");
const OWNERS = reach("all", "none", "none", "none");
const ADMINS = reach("all", "all", "none", "none");

export type Row = {
  /** A server action's exported name, or method and path of a route. */
  door: string;
  /** What it is done to; null: to the team as a whole. */
  to: ThingKind | null;
  may: Reaches;
  /** Of the action, or the route's body. */
  input?: (thing: Thing) => object;
  /** A route that only reads: nothing changes, whoever asks. */
  reads?: true;
  /** Reads the verdict out of an answer that is ok as a whole. */
  dataVerdict?: (data: unknown) => ErrorCode | "allowed";
};

const asQuery = (value: object): string => encodeURIComponent(JSON.stringify(value));
const key = ({ keyId }: Thing) => ({ keyId });
const endpoint = ({ endpointId }: Thing) => ({ endpointId });
const NEW_ENDPOINT = {
  ...{ url: "https://hooks.example.com/made-by-the-matrix", description: "Matrix" },
  ...{ events: ["key.revoked"], environment: null },
};
const NEW_KEY = { label: "Made by the matrix", environment: "live", scopes: ["read"] };
const importedKey = () => ({ ...NEW_KEY, hash: randomBytes(32).toString("hex") });

type Acted = { done: string[]; refused: { message: string }[] };
/** A bulk act refuses key by key, in words. */
const bulkVerdict = (data: unknown): ErrorCode | "allowed" => {
  const { done, refused } = data as Acted;
  if (done.length > 0) return "allowed";
  return refused[0]?.message.startsWith("No such key") ? "not_found" : "forbidden";
};

/** Called with a session's cookie, and the team's slug beside the input. */
export const TEAM_ACTIONS: Row[] = [
  { door: "createKeyAction", to: null, may: WRITERS, input: () => NEW_KEY },
  { door: "editKeyAction", to: "key", may: MAKERS, input: ({ keyId }) => ({ keyId, label: "Renamed" }) },
  { door: "rotateKeyAction", to: "key", may: MAKERS, input: ({ keyId }) => ({ keyId, graceSeconds: 60 }) },
  { door: "revokeKeyAction", to: "key", may: MAKERS, input: key },
  { door: "disableKeyAction", to: "key", may: MAKERS, input: key },
  { door: "enableKeyAction", to: "disabled key", may: MAKERS, input: key },
  {
    ...{ door: "endSecretAction", to: "rotating key", may: MAKERS },
    input: ({ keyId, secretId }) => ({ keyId, secretId }),
  },
  {
    ...{ door: "extendSecretAction", to: "rotating key", may: MAKERS },
    input: ({ keyId, secretId }) => ({ keyId, secretId, graceSeconds: 60 }),
  },
  {
    ...{ door: "revealSecretAction", to: "sealed key", may: MAKERS },
    input: ({ keyId, secretId }) => ({ keyId, secretId }),
  },
  {
    ...{ door: "actOnKeysAction", to: "key", may: MAKERS, dataVerdict: bulkVerdict },
    input: ({ keyId }) => ({ act: "disable", keyIds: [keyId] }),
  },
  {
    ...{ door: "reportSecretLeakAction", to: "key", may: MAKERS },
    input: ({ keyId, secretId }) => ({ keyId, secretId, url: "https://ci.example.com/logs/7" }),
  },
  { door: "reportPastedLeakAction", to: "key", may: MAKERS, input: ({ plaintext }) => ({ text: plaintext }) },
  { door: "acknowledgeAlertAction", to: "alert", may: WRITERS, input: ({ alertId }) => ({ alertId }) },
  { door: "muteAlertsAction", to: "key", may: MAKERS, input: ({ keyId }) => ({ keyId, kind: "spike", days: 7 }) },
  { door: "unmuteAlertsAction", to: "mute", may: MAKERS, input: ({ keyId }) => ({ keyId, kind: "spike" }) },
  {
    ...{ door: "editTeamPolicyAction", to: null, may: ADMINS },
    input: () => ({ ...NO_POLICY, defaultExpiryDays: 1 + Math.floor(Math.random() * 3_000) }),
  },
  // Each of them has it in their inbox.
  { door: "markNoticesReadAction", to: "notice", may: EVERYONE, input: ({ noticeId }) => ({ noticeIds: [noticeId] }) },
  {
    ...{ door: "editNoticePreferencesAction", to: null, may: EVERYONE },
    input: () => ({ preferences: [{ group: "alerts", email: "daily", dashboard: true, keys: "all" }] }),
  },
  { door: "renameTeamAction", to: null, may: OWNERS, input: () => ({ name: `Renamed ${newId()}` }) },
  { door: "leaveTeamAction", to: null, may: EVERYONE, input: () => ({}) },
  { door: "transferOwnershipAction", to: "member", may: OWNERS, input: ({ userId }) => ({ userId }) },
  { door: "changeRoleAction", to: "member", may: OWNERS, input: ({ userId }) => ({ userId, role: "admin" }) },
  { door: "removeMemberAction", to: "member", may: OWNERS, input: ({ userId }) => ({ userId }) },
  {
    ...{ door: "inviteMemberAction", to: null, may: OWNERS },
    input: () => ({ email: `${newId()}@example.com`, role: "viewer" }),
  },
  {
    ...{ door: "withdrawInvitationAction", to: "invitation", may: OWNERS },
    input: ({ invitationId }) => ({ invitationId }),
  },
  {
    ...{ door: "createAccessTokenAction", to: null, may: WRITERS },
    input: () => ({ name: "Made by the matrix", role: "viewer", expiresAt: null }),
  },
  { door: "revokeAccessTokenAction", to: "token", may: MAKERS, input: ({ tokenId }) => ({ tokenId }) },
  { door: "createEndpointAction", to: null, may: ADMINS, input: () => NEW_ENDPOINT },
  {
    ...{ door: "editEndpointAction", to: "webhook", may: ADMINS },
    input: ({ endpointId }) => ({ endpointId, ...NEW_ENDPOINT }),
  },
  { door: "removeEndpointAction", to: "webhook", may: ADMINS, input: endpoint },
  { door: "disableEndpointAction", to: "webhook", may: ADMINS, input: endpoint },
  { door: "enableEndpointAction", to: "disabled webhook", may: ADMINS, input: endpoint },
  {
    ...{ door: "rotateSigningSecretAction", to: "webhook", may: ADMINS },
    input: ({ endpointId }) => ({ endpointId, keepOld: true }),
  },
  { door: "sendTestEventAction", to: "webhook", may: ADMINS, input: endpoint },
  {
    ...{ door: "redeliverAction", to: "webhook delivery", may: ADMINS },
    input: ({ endpointId, deliveryId }) => ({ endpointId, deliveryId }),
  },
];

const newSuffix = (): string => `x${Math.random().toString(36).slice(2, 10)}`;
const ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** What people do to their own account, and the operator to the deployment: there is no team to be a member of. */
export type PersonRow = {
  door: string;
  /** What it is done to; null: to their own account, or to the deployment. */
  to: PersonThing | null;
  by: "anybody" | "operator";
  input: (thing: Thing) => object;
  /** What whoever may do it is told, when here it cannot go all the way. */
  told?: ErrorCode;
  /** It reads, or brings about nothing when repeated. */
  reads?: true;
  /** A statement that makes sure that there is something to change. */
  prepare?: string;
};

export const PERSON_ACTIONS: PersonRow[] = [
  { door: "signOutEverywhereAction", to: null, by: "anybody", input: () => ({}) },
  { door: "createTeamAction", to: null, by: "anybody", input: () => ({ name: "Made by the matrix" }) },
  {
    ...{ door: "acceptInvitationAction", to: null, by: "anybody", input: () => ({ token: "none" }) },
    told: "not_found",
  },
  { door: "identityProofAction", to: null, by: "anybody", reads: true, input: () => ({}) },
  // Nobody in the cast has a password or a second factor: lib/auth tells how far these go.
  {
    ...{ door: "confirmIdentityAction", to: null, by: "anybody", told: "invalid", reads: true },
    input: () => ({ password: "" }),
  },
  {
    ...{ door: "changePasswordAction", to: null, by: "anybody", told: "invalid", reads: true },
    input: () => ({ password: "" }),
  },
  { door: "renamePersonAction", to: null, by: "anybody", input: () => ({ name: `Ada ${newSuffix()}` }) },
  {
    ...{ door: "revokeSessionAction", to: "session", by: "anybody" },
    input: ({ sessionId }) => ({ sessionId }),
  },
  {
    ...{ door: "revokeOtherSessionsAction", to: null, by: "anybody", input: () => ({}) },
    prepare: `INSERT INTO sessions (id, user_id, expires_at)
              SELECT gen_random_uuid(), id, now() + interval '30 days' FROM users`,
  },
  { door: "beginEnrolmentAction", to: null, by: "anybody", input: () => ({}) },
  {
    ...{ door: "confirmEnrolmentAction", to: null, by: "anybody", told: "invalid", reads: true },
    input: () => ({ code: "" }),
  },
  {
    ...{ door: "regenerateRecoveryCodesAction", to: null, by: "anybody", told: "conflict", reads: true },
    input: () => ({}),
  },
  {
    ...{ door: "turnOffSecondFactorAction", to: null, by: "anybody", told: "conflict", reads: true },
    input: () => ({}),
  },
  // No provider and no mail is configured here: how far they go is told by lib/auth/providers/handle-auth-request.test.ts and its neighbours.
  {
    ...{ door: "startLinkAction", to: null, by: "anybody", told: "not_found", reads: true },
    input: () => ({ provider: "oidc" }),
  },
  {
    ...{ door: "unlinkAccountAction", to: null, by: "anybody", told: "not_found", reads: true },
    input: () => ({ provider: "oidc" }),
  },
  {
    ...{ door: "changeEmailAction", to: null, by: "anybody", told: "invalid", reads: true },
    input: () => ({ email: "no address" }),
  },
  {
    ...{ door: "resendConfirmationAction", to: null, by: "anybody", told: "unavailable", reads: true },
    input: () => ({}),
  },
  {
    ...{ door: "confirmEmailAction", to: null, by: "anybody", told: "not_found", reads: true },
    input: () => ({ token: "a".repeat(43) }),
  },
  { door: "editProductAction", to: null, by: "operator", input: () => ({ productName: `Acme ${newSuffix()}` }) },
  { door: "setLogoAction", to: null, by: "operator", input: () => ({ image: ONE_PIXEL }) },
  {
    ...{ door: "removeLogoAction", to: null, by: "operator", input: () => ({}) },
    prepare: `UPDATE deployment SET logo = '\\x00', logo_type = 'image/png', logo_hash = encode(sha256('\\x00'), 'hex')`,
  },
  { door: "editKeyPrefixAction", to: null, by: "operator", input: () => ({ keyPrefix: `p${newSuffix()}` }) },
  {
    ...{ door: "addScopeAction", to: null, by: "operator" },
    input: () => ({ name: `charges:${newSuffix()}`, summary: "read charges" }),
  },
  {
    ...{ door: "editScopeAction", to: null, by: "operator" },
    input: () => ({ name: "write", summary: `change ${newSuffix()}` }),
  },
  {
    ...{ door: "removeScopeAction", to: null, by: "operator", input: () => ({ name: "old" }) },
    prepare: `UPDATE deployment SET scopes = scopes || '[{"name": "old", "summary": "old", "retired": true}]'
              WHERE NOT scopes @> '[{"name": "old"}]'`,
  },
  {
    ...{ door: "editLimitsAction", to: null, by: "operator" },
    input: () => ({
      defaultRateLimit: { limit: 100 + Math.floor(Math.random() * 10_000), windowSeconds: 60 },
    }),
  },
  {
    ...{ door: "editTeamLimitAction", to: null, by: "operator" },
    prepare: `INSERT INTO teams (id, name, slug)
              VALUES ('00000000-0000-0000-0000-000000000001', 'Made by the matrix', 'limited') ON CONFLICT DO NOTHING`,
    input: () => ({
      teamId: "team_00000000000000000000000001",
      rateLimit: { limit: 1 + Math.floor(Math.random() * 10_000), windowSeconds: 60 },
    }),
  },
  {
    ...{ door: "editProviderPolicyAction", to: null, by: "operator" },
    input: () => ({
      ...NO_POLICY,
      overdueRotation: "warn",
      defaultExpiryDays: 1 + Math.floor(Math.random() * 3_000),
    }),
  },
  {
    ...{ door: "editStorageModeAction", to: null, by: "operator" },
    prepare: "UPDATE deployment SET storage_mode = 'retrievable'",
    input: () => ({ storageMode: "irretrievable", confirmation: "irretrievable" }),
  },
  {
    ...{ door: "editSignUpAction", to: null, by: "operator" },
    input: () => ({ signUpMode: "anyone", signUpDomains: [`${newSuffix()}.example`] }),
  },
  {
    ...{ door: "editLeakResponseAction", to: null, by: "operator" },
    prepare: "UPDATE deployment SET leak_response = 'revoke_key'",
    input: () => ({ leakResponse: "alert" }),
  },
  { door: "createServiceTokenAction", to: null, by: "operator", input: () => ({ name: "Made by the matrix" }) },
  {
    ...{ door: "revokeServiceTokenAction", to: null, by: "operator" },
    prepare: `INSERT INTO service_tokens (id, name, hash, last_four)
              VALUES ('00000000-0000-0000-0000-000000000001', 'matrix', sha256('matrix'), 'trix') ON CONFLICT DO NOTHING`,
    input: () => ({ tokenId: "service_00000000000000000000000001" }),
  },
];

/** A person's own pages. */
export const ACCOUNT_PAGES: string[] = ["GET /account/profile", "GET /account/security", "GET /account/sessions"];

/** Pages that belong to no team: nobody else learns that there is anything. */
export const OPERATOR_PAGES: string[] = [
  "GET /operator/product",
  "GET /operator/scopes",
  "GET /operator/limits",
  `GET /operator/limits/effect?policy=${asQuery({ ...NO_POLICY, overdueRotation: "warn" })}`,
  "GET /operator/storage",
  "GET /operator/sign-up",
  "GET /operator/teams",
  "GET /operator/teams/[team]",
  "GET /operator/service-tokens",
  "GET /operator/requests",
  "GET /operator/health",
  "GET /operator/audit",
  "GET /operator/audit/export",
  "GET /operator/audit/verify",
];

/** Called with an access token. */
export const API_ROUTES: Row[] = [
  { door: "GET /api/v1/keys", to: null, may: EVERYONE, reads: true },
  { door: "GET /api/v1/audit-events", to: null, may: EVERYONE, reads: true },
  { door: "POST /api/v1/keys", to: null, may: WRITERS, input: () => NEW_KEY },
  { door: "POST /api/v1/keys/import", to: null, may: ADMINS, input: () => ({ keys: [importedKey()] }) },
  { door: "GET /api/v1/keys/[id]", to: "key", may: EVERYONE, reads: true },
  { door: "PATCH /api/v1/keys/[id]", to: "key", may: MAKERS, input: () => ({ label: "Renamed" }) },
  { door: "POST /api/v1/keys/[id]/rotate", to: "key", may: MAKERS, input: () => ({ graceSeconds: 60 }) },
  { door: "POST /api/v1/keys/[id]/revoke", to: "key", may: MAKERS, input: () => ({}) },
  { door: "POST /api/v1/keys/[id]/disable", to: "key", may: MAKERS, input: () => ({}) },
  { door: "POST /api/v1/keys/[id]/enable", to: "disabled key", may: MAKERS, input: () => ({}) },
  { door: "GET /api/v1/keys/[id]/usage", to: "key", may: EVERYONE, reads: true },
  { door: "GET /api/v1/usage", to: null, may: EVERYONE, reads: true },
  { door: "POST /api/v1/keys/[id]/secrets/[secretId]/end", to: "rotating key", may: MAKERS, input: () => ({}) },
  {
    ...{ door: "POST /api/v1/keys/[id]/secrets/[secretId]/extend", to: "rotating key", may: MAKERS },
    input: () => ({ graceSeconds: 60 }),
  },
];

/** Pages and the routes behind them, called with a session's cookie. */
export const DASHBOARD_ROUTES: Row[] = [
  { door: "GET /[team]/keys", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/usage", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/alerts", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/notices", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/review", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/explain?request=req_0000000000000", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/audit", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/audit/export?format=json", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/audit/verify", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/settings/team", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/settings/members", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/settings/policies", to: null, may: EVERYONE, reads: true },
  {
    door: `GET /[team]/settings/policies/effect?policy=${asQuery(NO_POLICY)}`,
    ...{ to: null, may: ADMINS, reads: true as const },
  },
  { door: "GET /[team]/settings/notifications", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/settings/access-tokens", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/settings/webhooks", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/settings/webhooks/[endpoint]", to: "webhook", may: EVERYONE, reads: true },
  { door: "GET /[team]/keys/[key]", to: "key", may: EVERYONE, reads: true },
  { door: "GET /[team]/keys/search", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/usage/export", to: null, may: EVERYONE, reads: true },
  { door: "GET /[team]/keys/[key]/usage/export", to: "key", may: EVERYONE, reads: true },
  { door: "GET /[team]/keys/[key]/blast-radius", to: "key", may: EVERYONE, reads: true },
  { door: "GET /[team]/keys/[key]/limit-trial?limit=10&windowSeconds=60", to: "key", may: EVERYONE, reads: true },
  { door: "GET /[team]/keys/[key]/allow-list-trial?allowed=10.0.0.0/8", to: "key", may: EVERYONE, reads: true },
];

/** Doors that ask nobody who they are, and why that is right. */
export const OPEN_DOORS: Record<string, string> = {
  signUpAction: "opens an account",
  requestPasswordResetAction: "answers everybody the same",
  choosePasswordAction: "asks for the token of a mail",
  "GET /forgot-password": "asks for an address",
  "GET /reset-password/[token]": "asks for the token of a mail",
  "GET /confirm-email": "sends everybody away who has nothing to confirm",
  "GET /confirm-email/[token]": "asks for the token of a mail, and for the sign-in before it is used",
  signUpInvitedAction: "opens an account, for whoever holds the link of an invitation",
  "GET /invitation/[token]": "whoever holds the link of an invitation",
  "GET /[team]/settings": "sends on to the first of the settings, which asks",
  "GET /": "sends everybody where they belong",
  "GET /sign-in": "signs in",
  "GET /sign-in/second-factor":
    "asks for the code of a sign-in whose first step is done, and sends everybody else away",
  "GET /account": "leads to the profile",
  "GET /sign-up": "opens an account",
  "GET /docs/authentication": "the documentation is public",
  "GET /docs/storage": "the documentation is public",
  "GET /docs/operate/deploy": "the documentation is public",
  "GET /docs/operate/secrets": "the documentation is public",
  "GET /docs/operate/backup": "the documentation is public",
  "GET /docs/operate/scale": "the documentation is public",
  "GET /docs/verify": "the documentation is public",
  "GET /docs/security": "the documentation is public",
  "GET /docs/errors": "the documentation is public",
  "GET /docs/scopes": "the documentation is public",
  "GET /docs/limits": "the documentation is public",
  "GET /docs/api": "the documentation is public",
  "GET /api/v1/openapi.json": "the documentation is public",
  "GET /docs/rotation": "the documentation is public",
  "GET /docs/webhooks": "the documentation is public",
  "GET /docs/detection": "the documentation is public",
  "GET /docs/detection/gitleaks.toml": "the documentation is public",
  "GET /docs/detection/trufflehog.yaml": "the documentation is public",
  "GET /docs/detection/github-pattern.json": "the documentation is public",
  "GET /report-leak": "takes a leaked key from whoever has found it",
  reportLeakAction: "thanks everybody the same, and ends nothing",
  "POST /api/secret-scanning/github": "asks for GitHub's signature over the body",
  "GET /api/logo/[hash]": "the logo stands on the sign-in page",
  "ANY /api/auth/[...nextauth]": "next-auth's own: sign-in, sign-out, the session of the cookie that was sent",
  "ANY /api/v1/[[...path]]": "says that there is no such path",
};

/** What the gateway answers without, and with, a service token. */
export const GATEWAY_PATHS: { door: string; body: object; open?: true }[] = [
  { door: "POST /v1/verify", body: { key: "nothing that could be a key" } },
  { door: "POST /v1/verify/batch", body: [{ key: "nothing that could be a key" }] },
  { door: "POST /v1/usage", body: { batchId: "0198c0de-0000-7000-8000-000000000000", events: [] } },
];
