const PARTS = [
  { text: (prefix: string) => prefix, name: "Prefix", means: "says whose key it is; scanners look for it" },
  { text: () => "_live", name: "Environment", means: "live or test; a key never works in the other one" },
  { text: () => "_8Zk2LwP0aTqE", name: "Public id", means: "12 characters that name the secret; not confidential" },
  { text: () => "_Hn4c…Rv7", name: "Secret", means: "43 characters, 256 bits from a cryptographic generator" },
  { text: () => "2bXk9A", name: "Checksum", means: "6 characters; a typo is refused without asking the database" },
] as const;

const INKS = ["text-text", "text-env-test", "text-accent", "text-danger", "text-success"] as const;

/** A key taken apart, in the deployment's own prefix. */
export function KeyAnatomy({ prefix }: { prefix: string }) {
  return (
    <div className="rounded border border-line bg-sunken p-4">
      <p className="tabular text-sm [overflow-wrap:anywhere]">
        {PARTS.map(({ text, name }, i) => (
          <span key={name} className={INKS[i]}>
            {text(prefix)}
          </span>
        ))}
      </p>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-xs">
        {PARTS.map(({ name, means }, i) => (
          <div key={name} className="contents">
            <dt className={`font-medium ${INKS[i]}`}>{name}</dt>
            <dd className="text-muted">{means}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
