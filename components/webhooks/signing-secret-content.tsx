import type { RevealContent } from "@/components/keys/reveal-content";

/** What every receiver that verifies by hand or with a library starts with. */
const verifySample = (secret: string): string => `import { Webhook } from "standardwebhooks";

const event = new Webhook("${secret}").verify(rawBody, headers);`;

/** An endpoint's signing secret, shown once. `shownUrl`: whose. */
export const signingSecretContent = (secret: string, shownUrl: string): RevealContent => ({
  title: "Keep this signing secret now",
  description: (
    <>
      Shown once. It signs what is sent to{" "}
      <bdi className="font-medium text-text [overflow-wrap:anywhere]">{shownUrl}</bdi>, and is kept sealed, so nobody
      can show it again.
    </>
  ),
  what: "secret",
  plaintext: secret,
  tabs: [
    {
      id: "secret",
      label: "Secret",
      text: "Put it in the secrets of the service that receives the events. It verifies with it that an event is from here and was not changed. Never in code, in a URL or in a ticket.",
    },
    { id: "env", label: ".env", code: `LATCHKEY_WEBHOOK_SECRET=${secret}`, codeLabel: ".env line" },
    {
      id: "node",
      label: "Node",
      code: verifySample(secret).replace(`"${secret}"`, "process.env.LATCHKEY_WEBHOOK_SECRET"),
      codeLabel: "Node sample",
    },
  ],
  lost: "you would have to rotate the signing secret",
});
