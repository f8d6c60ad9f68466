import { COMMAND_LINE } from "@/lib/operator/operator";
import { forgetSealedSecrets } from "@/lib/vault/forget-sealed-secrets";
import type { Command } from "./command";

export const forgetSealedSecretsCommand: Command = {
  name: "secrets forget",
  usage: "",
  summary:
    "after a switch back to the irretrievable mode: deletes what is sealed, so that no secret can be shown again",
  required: [],
  run: async () => {
    const { forgotten } = await forgetSealedSecrets(COMMAND_LINE);
    return {
      json: { forgotten },
      text: `${forgotten} sealed secret(s) are gone. The secrets themselves go on working.`,
    };
  },
};
