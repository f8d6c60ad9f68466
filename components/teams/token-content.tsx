import type { RevealContent } from "@/components/keys/reveal-content";
import type { CreatedAccessToken } from "@/lib/teams/create-access-token";

/** A call of the management API; `token` as it stands in the shell's text. */
export const tokenCurl = (dashboardUrl: string, token: string): string =>
  `curl ${dashboardUrl}/api/v1/keys \\\n  -H "Authorization: Bearer ${token}"`;

/** An access token, shown once. */
export const tokenContent = ({ name, token }: CreatedAccessToken, dashboardUrl: string): RevealContent => ({
  title: "Keep this token now",
  description: (
    <>
      Shown once. We store only a hash of <bdi className="font-medium text-text">{name}</bdi>, so nobody can show it
      again.
    </>
  ),
  what: "token",
  plaintext: token,
  tabs: [
    {
      id: "token",
      label: "Token",
      text: "Put it in the secrets of your pipeline, or in an environment variable of the script that uses it. Never in code, in a URL or in a ticket.",
    },
    { id: "env", label: ".env", code: `LATCHKEY_ACCESS_TOKEN=${token}`, codeLabel: ".env line" },
    { id: "curl", label: "curl", code: tokenCurl(dashboardUrl, token), codeLabel: "curl command" },
  ],
  lost: "you would have to create another one",
});
