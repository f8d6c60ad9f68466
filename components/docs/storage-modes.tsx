const ROWS: readonly [about: string, irretrievable: string, retrievable: string][] = [
  ["Stored", "A hash of each secret", "The hash, and beside it the secret in an envelope"],
  [
    "Shown again",
    "To nobody; a lost secret is rotated",
    "To members who may reveal the key, after a fresh sign-in; each time is in the audit trail",
  ],
  [
    "Who steals the database",
    "Has hashes of 256-bit random strings, which lead back to nothing",
    "Has envelopes, which open only with LATCHKEY_KEK",
  ],
  [
    "Who steals the database and LATCHKEY_KEK",
    "Has no more than that",
    "Has every secret that still works: all keys have to be rotated",
  ],
  [
    "Who takes over a member's open session",
    "Can rotate and revoke, and sees no secret in use",
    "Is asked who they are first, and then sees the secrets that member may reveal",
  ],
  ["Work for you", "None", "Guard LATCHKEY_KEK, keep a copy apart from the database's, and roll it over"],
  [
    "Cost of a verification",
    "One hash",
    "One hash: the gateway never reads an envelope, and is given no key to open one",
  ],
];

/** What each storage mode keeps, and what it costs, side by side; on a narrow screen one below the other. */
export function StorageModes() {
  return (
    <dl className="rounded border border-line text-sm">
      <div className="hidden border-line border-b bg-sunken px-4 py-2 text-muted text-xs cards:grid cards:grid-cols-3 cards:gap-6">
        <span aria-hidden />
        <span aria-hidden>Irretrievable</span>
        <span aria-hidden>Retrievable</span>
      </div>
      {ROWS.map(([about, irretrievable, retrievable]) => (
        <div
          key={about}
          className="grid gap-x-6 gap-y-1.5 border-line border-b px-4 py-3 last:border-0 cards:grid-cols-3"
        >
          <dt className="font-medium">{about}</dt>
          <dd>
            <span className="text-muted text-xs cards:sr-only">Irretrievable: </span>
            {irretrievable}
          </dd>
          <dd>
            <span className="text-muted text-xs cards:sr-only">Retrievable: </span>
            {retrievable}
          </dd>
        </div>
      ))}
    </dl>
  );
}
