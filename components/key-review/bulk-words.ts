import type { BulkAct } from "@/lib/key-review/schema";
import { keysInWords } from "./finding-words";

type Words = { title: string; effect: string; button: string; wayOut: string; done: (count: number) => string };

const be = (count: number): string => (count === 1 ? "is" : "are");

/** What the confirmation says will happen, to how many keys. */
export function bulkWords(act: BulkAct, count: number): Words {
  const keys = keysInWords(count);
  const these = count === 1 ? "this key" : `these ${keys}`;
  switch (act) {
    case "revoke":
      return {
        title: `Revoke ${keys}`,
        effect: `Every secret of ${these} stops at once, for good. A revoked key never comes back.`,
        button: `Revoke ${keys}`,
        wayOut: "Keep keys",
        done: (n) => `${keysInWords(n)} ${be(n)} revoked`,
      };
    case "disable":
      return {
        title: `Disable ${keys}`,
        effect: `The gateway refuses every secret of ${these} until somebody enables ${count === 1 ? "it" : "them"} again.`,
        button: `Disable ${keys}`,
        wayOut: "Leave active",
        done: (n) => `${keysInWords(n)} ${be(n)} disabled`,
      };
    case "set-expiry":
      return {
        title: `Set an expiry on ${keys}`,
        effect: `Each of ${these} without an expiry stops in 90 days, or as soon as keys must end here. Keys that have one keep it.`,
        button: "Set expiry",
        wayOut: "Change nothing",
        done: (n) => `${keysInWords(n)} now ${n === 1 ? "has" : "have"} an expiry`,
      };
    case "drop-scopes":
      return {
        title: `Drop unused scopes of ${keys}`,
        effect: `Each of ${these} loses the scopes that nobody has asked for in 30 days or more. The others stay.`,
        button: "Drop unused scopes",
        wayOut: "Keep scopes",
        done: (n) => `Unused scopes of ${keysInWords(n)} are dropped`,
      };
  }
}
