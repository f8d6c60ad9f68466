import { emailSchema } from "@/lib/auth/schema";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { showId } from "@/lib/ids";
import { commandLineActor } from "@/lib/teams/command-line-actor";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { createServiceToken } from "./create-service-token";
import { COMMAND_LINE } from "./operator";

export type Bootstrapped = {
  userId: string;
  teamId: string;
  teamSlug: string;
  serviceToken: string;
  accessToken: string;
};

/**
 * The first run without a browser: the operator's account, a team, a service token and an access token with the owner's role.
 * @throws DomainError conflict when accounts exist; invalid for an unusable password
 */
export async function bootstrapDeployment(input: {
  email: string;
  password: string;
  teamName: string;
  name?: string;
}): Promise<Bootstrapped> {
  const email = emailSchema.parse(input.email);
  const from = { ip: null, userAgent: null, requestId: "" };
  const name = input.name ?? "Operator";
  const made = await signUp({ email, password: input.password, teamName: input.teamName, name }, from, true);
  const { token: serviceToken } = await createServiceToken(COMMAND_LINE, { name: "bootstrap" });
  const { token: accessToken } = await createAccessToken(await commandLineActor(made.teamSlug), {
    name: "bootstrap",
    role: "owner",
    expiresAt: null,
  });
  return {
    userId: showId("user", made.userId),
    teamId: showId("team", made.teamId),
    teamSlug: made.teamSlug,
    serviceToken,
    accessToken,
  };
}
