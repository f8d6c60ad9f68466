import type { RevealContent } from "@/components/keys/reveal-content";

type MadeToken = { name: string; token: string };

/** A service token, shown once. `gatewayUrl`: for the sample. */
export const serviceTokenContent = ({ name, token }: MadeToken, gatewayUrl: string): RevealContent => ({
  title: "Keep this token now",
  description: (
    <>
      Shown once. We store only a hash of the token <bdi className="font-medium text-text">{name}</bdi>, so nobody can
      show it again.
    </>
  ),
  what: "token",
  plaintext: token,
  tabs: [
    {
      id: "token",
      label: "Token",
      text: "It belongs to one of your own services or proxies, and lets it ask the gateway about every key. Put it in your secrets manager; no customer gets it.",
    },
    { id: "env", label: ".env", code: `LATCHKEY_SERVICE_TOKEN=${token}`, codeLabel: ".env line" },
    {
      id: "curl",
      label: "curl",
      code: `curl ${gatewayUrl}/v1/verify \\\n  -H "Authorization: Bearer ${token}" \\\n  -H "Content-Type: application/json" \\\n  -d '{"key":"…"}'`,
      codeLabel: "curl command",
    },
  ],
  lost: "you would have to create another one",
});
