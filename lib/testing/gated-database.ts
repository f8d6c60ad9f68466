import { type KeyRecord, toKeyRecord } from "@/lib/verification/key-record";

/** A key of no database. */
export const KEY = "018f3c2e-0000-7000-8000-000000000001";
export const record = (secretId: string, version: number, keyId = KEY, revokedAt: Date | null = null): KeyRecord =>
  toKeyRecord({
    public_id: secretId,
    hash: Buffer.alloc(32),
    pepper_version: null,
    ends_at: null,
    id: keyId,
    team_id: KEY,
    label: "Key",
    environment: "live",
    scopes: ["read"],
    allowed_ips: [],
    rate_limit: 10,
    rate_window_seconds: 60,
    metadata: {},
    expires_at: null,
    disabled_at: null,
    revoked_at: revokedAt,
    version: String(version),
  });

/** A database whose answers are as old as its question and come when the test says so. */
export class GatedDatabase {
  readonly rows = new Map<string, KeyRecord>();
  readonly asked: string[][] = [];
  error: Error | null = null;
  private gates: (() => void)[] = [];
  isOpen = true;

  readonly read = (ids: readonly string[]): Promise<Map<string, KeyRecord>> => {
    this.asked.push([...ids]);
    const { error } = this;
    const seen = new Map(ids.flatMap((id) => (this.rows.has(id) ? [[id, this.rows.get(id) as KeyRecord]] : [])));
    return new Promise((resolve, reject) => {
      const answer = () => (error === null ? resolve(seen) : reject(error));
      if (this.isOpen) answer();
      else this.gates.push(answer);
    });
  };

  /** Resolves once a question waits at the gate. */
  async questionAtGate(count = 1): Promise<void> {
    while (this.gates.length < count) await new Promise(setImmediate);
  }

  release(): void {
    for (const gate of this.gates.splice(0)) gate();
  }
}
