import { bootstrapDeployment } from "@/lib/operator/bootstrap-deployment";
import type { Command } from "./command";

export const bootstrap: Command = {
  name: "bootstrap",
  usage: "--email E --password P --team NAME [--name N]",
  summary: "the operator's account, a team, a service token and an access token; refuses if accounts exist",
  required: ["email", "password", "team"],
  optional: ["name"],
  run: async ({ email = "", password = "", team = "", name }, { settings }) => {
    const made = await bootstrapDeployment({ email, password, teamName: team, name });
    const { dashboardUrl, gatewayUrl } = settings;
    return {
      json: { dashboardUrl, gatewayUrl, ...made },
      text: [
        `Account ${email} and team ${made.teamSlug} are made. Dashboard: ${dashboardUrl}`,
        `Service token (gateway, ${gatewayUrl}): ${made.serviceToken}`,
        `Access token (management API): ${made.accessToken}`,
        "The tokens are shown once.",
      ].join("\n"),
    };
  },
};
