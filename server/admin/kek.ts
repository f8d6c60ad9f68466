import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { newestVersion } from "@/lib/vault/envelope";
import { rollOver } from "@/lib/vault/roll-over";
import { type VersionInUse, versionsInUse } from "@/lib/vault/versions-in-use";
import type { Command } from "./command";

const KEY_IN_WORDS = {
  opens: "",
  missing: "LATCHKEY_KEK lacks it: add it again",
  wrong: "LATCHKEY_KEK holds another key under this number: put the one that sealed these back",
} as const satisfies Record<VersionInUse["key"], string>;

const lineOf = (
  { version, secrets, secondFactors, webhookSecrets, key }: VersionInUse,
  newest: number | null,
): string =>
  [
    `v${version}`.padEnd(6),
    `${secrets} secret(s), ${secondFactors} second factor(s), ${webhookSecrets} webhook secret(s)`,
    ...(version === newest ? ["newest"] : []),
    ...(KEY_IN_WORDS[key] === "" ? [] : [KEY_IN_WORDS[key]]),
  ].join("  ");

async function look() {
  const keys = env().LATCHKEY_KEK;
  const versions = await versionsInUse(pool(), keys);
  const used = new Set(versions.map(({ version }) => version));
  const newest = newestVersion(keys);
  const mayDrop = [...keys.keys()].filter((version) => version !== newest && !used.has(version)).sort((a, b) => a - b);
  return { newest, versions, mayDrop, ok: versions.every(({ key }) => key === "opens") };
}

export const kekStatusCommand: Command = {
  name: "kek status",
  usage: "",
  summary:
    "how much is sealed under each version of LATCHKEY_KEK, and which versions may be dropped; exit code 1 when one is missing",
  required: [],
  run: async () => {
    const { ok, ...seen } = await look();
    const lines = [
      ...seen.versions.map((one) => lineOf(one, seen.newest)),
      ...(seen.versions.length === 0 ? ["Nothing is sealed."] : []),
      ...(seen.newest === null ? ["LATCHKEY_KEK is not set: nothing can be sealed."] : []),
      ...(seen.mayDrop.length > 0
        ? [`May be dropped from LATCHKEY_KEK: ${seen.mayDrop.map((v) => `v${v}`).join(", ")}`]
        : []),
    ];
    return { json: { ok, ...seen }, text: lines.join("\n"), exitCode: ok ? 0 : 1 };
  },
};

export const kekRollOverCommand: Command = {
  name: "kek roll-over",
  usage: "",
  summary:
    "wraps everything sealed with the newest version of LATCHKEY_KEK, now; the worker does it too. Exit code 1 when some is left",
  required: [],
  run: async () => {
    const rolled = await rollOver(env().LATCHKEY_KEK);
    const { newest, rewrapped, left } = rolled;
    const { versions, mayDrop } = await look();
    const text = [
      newest === null
        ? "LATCHKEY_KEK is not set: nothing is sealed with it."
        : `${rewrapped} wrapped with v${newest}, ${left} left.`,
      ...versions.map((one) => lineOf(one, newest)),
      ...(mayDrop.length > 0 ? [`May be dropped from LATCHKEY_KEK: ${mayDrop.map((v) => `v${v}`).join(", ")}`] : []),
    ].join("\n");
    return { json: { ...rolled, versions, mayDrop }, text, exitCode: left === 0 ? 0 : 1 };
  },
};
