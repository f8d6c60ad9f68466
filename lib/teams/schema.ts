import { z } from "zod";
import { ROLES } from "@/lib/auth/role";
import { emailSchema, text } from "@/lib/auth/schema";

// The one definition of every input about teams: dialogs and server actions share it. Free of Node, so that the browser can
// load it.

const role = z.enum(ROLES, "Choose a role.");
/** Shown ids; which team they must belong to is the query's concern. */
const shownId = z.string().max(64);

export const teamNameSchema = z.strictObject({ name: text("the team a name", 80) });
export type TeamNameInput = z.output<typeof teamNameSchema>;

export const memberSchema = z.strictObject({ userId: shownId });
export type MemberInput = z.output<typeof memberSchema>;

export const changeRoleSchema = z.strictObject({ userId: shownId, role });
export type ChangeRoleInput = z.output<typeof changeRoleSchema>;

/** Nothing but the team, which the action reads. */
export const leaveTeamSchema: z.ZodType<object, object> = z.strictObject({});

export const inviteMemberSchema = z.strictObject({ email: emailSchema, role });
export type InviteMemberInput = z.output<typeof inviteMemberSchema>;

export const withdrawInvitationSchema = z.strictObject({ invitationId: shownId });
export type WithdrawInvitationInput = z.output<typeof withdrawInvitationSchema>;

const token = z.string().max(128);
export const acceptInvitationSchema = z.strictObject({ token });
export type AcceptInvitationInput = z.output<typeof acceptInvitationSchema>;

export const signUpInvitedSchema = z.strictObject({
  token,
  name: text("your name", 100),
  password: z.string().max(1_024),
});
export type SignUpInvitedInput = z.output<typeof signUpInvitedSchema>;

export const createAccessTokenSchema = z.strictObject({
  name: text("the token a name", 100),
  role,
  expiresAt: z.iso
    .datetime({ offset: true, error: "A date and time such as 2027-01-31T00:00:00Z." })
    .transform((instant) => new Date(instant))
    .nullable(),
});
export type CreateAccessTokenInput = z.output<typeof createAccessTokenSchema>;

export const accessTokenSchema = z.strictObject({ tokenId: shownId });
export type AccessTokenInput = z.output<typeof accessTokenSchema>;
