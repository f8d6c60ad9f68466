import { type KeyRecord, type KeyRow, toKeyRecord } from "@/lib/verification/cache/key-record";

/** A key of no database. */
export const KEY = "018f3c2e-0000-7000-8000-000000000001";

/** A key with nothing special about it, as the database gives it. */
export const ROW: KeyRow = {
  public_id: "AbCdEfGhIjKl",
  hash: Buffer.alloc(32),
  pepper_version: null,
  ends_at: null,
  id: KEY,
  team_id: KEY,
  label: "Key",
  environment: "live",
  scopes: ["read"],
  allowed_ips: [],
  rate_limit: 10,
  rate_window_seconds: 60,
  team_rate_limit: null,
  team_rate_window_seconds: null,
  metadata: {},
  expires_at: null,
  disabled_at: null,
  revoked_at: null,
  version: "1",
};

export const record = (secretId: string, version: number, keyId = KEY, revokedAt: Date | null = null): KeyRecord =>
  toKeyRecord({ ...ROW, public_id: secretId, id: keyId, revoked_at: revokedAt, version: String(version) });

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

  get waiting(): number {
    return this.gates.length;
  }

  release(): void {
    for (const gate of this.gates.splice(0)) gate();
  }

  /** Lets one answer go, of the questions that wait the one at this place. */
  releaseOne(place: number): void {
    for (const gate of this.gates.splice(place, 1)) gate();
  }
}
