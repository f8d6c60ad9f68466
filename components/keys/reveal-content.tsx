import type { ReactNode } from "react";
import { envVariable } from "@/components/docs/env-variable";
import { verifyCurl } from "@/components/docs/samples/curl-samples";
import type { RevealedKey } from "@/lib/keys/view";

/** A way to use it: words, or something to copy. */
type RevealTab = { id: string; label: string } & ({ text: string } | { code: string; codeLabel: string });

export type RevealContent = {
  title: string;
  description: ReactNode;
  /** What the copy button copies, in a word: "secret", "token", "link". */
  what: string;
  plaintext: string;
  tabs: readonly RevealTab[];
  /** What somebody would have to do who closes without a copy; null when nothing is lost by that. */
  lost: string | null;
};

/** A key's secret. `retrievable`: its page can show it again. `gatewayUrl` and `keyPrefix`: for the samples. */
export function keyContent(
  { key, secret }: RevealedKey,
  retrievable: boolean,
  gatewayUrl: string,
  keyPrefix: string,
): RevealContent {
  const label = <bdi className="font-medium text-text">{key.label}</bdi>;
  return {
    title: retrievable ? "Secret" : "Keep this secret now",
    description: retrievable ? (
      <>Of {label}. The page of the key can show it again until it ends; each time is in the audit trail.</>
    ) : (
      <>Shown once. We store only a hash of the secret of {label}, so nobody can show it again.</>
    ),
    what: "secret",
    plaintext: secret,
    tabs: [
      {
        id: "secret",
        label: "Secret",
        text: "Put it in your secrets manager, or in an environment variable of the service that uses it. Never in code, in a URL or in a ticket.",
      },
      { id: "env", label: ".env", code: `${envVariable(keyPrefix)}=${secret}`, codeLabel: ".env line" },
      { id: "curl", label: "curl", code: verifyCurl(gatewayUrl, secret), codeLabel: "curl command" },
    ],
    lost: retrievable ? null : "you would have to rotate the key",
  };
}
