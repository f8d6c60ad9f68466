"use server";

import { acceptInvitation } from "@/lib/teams/accept-invitation";
import { changeRole } from "@/lib/teams/change-role";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { createFurtherTeam } from "@/lib/teams/create-further-team";
import { inviteMember } from "@/lib/teams/invite-member";
import { leaveTeam } from "@/lib/teams/leave-team";
import { removeMember } from "@/lib/teams/remove-member";
import { renameTeam } from "@/lib/teams/rename-team";
import { revokeAccessToken } from "@/lib/teams/revoke-access-token";
import {
  acceptInvitationSchema,
  accessTokenSchema,
  changeRoleSchema,
  createAccessTokenSchema,
  inviteMemberSchema,
  leaveTeamSchema,
  memberSchema,
  signUpInvitedSchema,
  teamNameSchema,
  withdrawInvitationSchema,
} from "@/lib/teams/schema";
import { signUpInvited } from "@/lib/teams/sign-up-invited";
import { transferOwnership } from "@/lib/teams/transfer-ownership";
import { withdrawInvitation } from "@/lib/teams/withdraw-invitation";
import { defineAction, definePersonAction, definePublicAction } from "./define-action";

export const renameTeamAction = defineAction(teamNameSchema, renameTeam);
export const leaveTeamAction = defineAction(leaveTeamSchema, leaveTeam);
export const transferOwnershipAction = defineAction(memberSchema, transferOwnership);
export const createTeamAction = definePersonAction(teamNameSchema, createFurtherTeam);

export const changeRoleAction = defineAction(changeRoleSchema, changeRole);
export const removeMemberAction = defineAction(memberSchema, removeMember);
export const inviteMemberAction = defineAction(inviteMemberSchema, inviteMember);
export const withdrawInvitationAction = defineAction(withdrawInvitationSchema, withdrawInvitation);
export const acceptInvitationAction = definePersonAction(acceptInvitationSchema, acceptInvitation);
export const signUpInvitedAction = definePublicAction(signUpInvitedSchema, signUpInvited);

export const createAccessTokenAction = defineAction(createAccessTokenSchema, createAccessToken);
export const revokeAccessTokenAction = defineAction(accessTokenSchema, revokeAccessToken);
