/** What is told of a key. Its dates as the database gives them. */
type Told = {
  label: string;
  environment: string;
  scopes: readonly string[];
  metadata: unknown;
  expires_at: Date | null;
  public_id: string;
  ends_at: Date | null;
};

/** The `key` of an answer (contract, `POST /v1/verify`). */
export const keyJson = (told: Told, shownKeyId: string, shownTeamId: string): string =>
  JSON.stringify({
    id: shownKeyId,
    label: told.label,
    environment: told.environment,
    teamId: shownTeamId,
    scopes: told.scopes,
    metadata: told.metadata,
    expiresAt: told.expires_at,
    secret: { id: told.public_id, endsAt: told.ends_at },
  });

type Ids = { readonly shownKeyId: string; readonly secretId: string };

const headOf = ({ shownKeyId }: Ids): string => `{"id":"${shownKeyId}",`;
const tailOf = ({ secretId }: Ids): string => `,"secret":{"id":"${secretId}","endsAt":null}}`;
const BRACE = "{".charCodeAt(0);

/** Without what follows from the ids, a third of most: a million are kept. */
export function shortJson(json: string, ids: Ids): string {
  const head = headOf(ids);
  const tail = tailOf(ids);
  const isUsual = json.length > head.length + tail.length && json.startsWith(head) && json.endsWith(tail);
  const short = isUsual ? json.slice(head.length, -tail.length) : json;
  // What begins with a brace is taken for whole.
  return short.charCodeAt(0) === BRACE ? json : short;
}

/** What `shortJson` was made of, with the same ids. */
export const wholeJson = (short: string, ids: Ids): string =>
  short.charCodeAt(0) === BRACE ? short : headOf(ids) + short + tailOf(ids);
