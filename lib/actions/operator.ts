"use server";

import { addScope } from "@/lib/operator/add-scope";
import { createServiceToken } from "@/lib/operator/create-service-token";
import { editKeyPrefix } from "@/lib/operator/edit-key-prefix";
import { editLimits } from "@/lib/operator/edit-limits";
import { editProduct } from "@/lib/operator/edit-product";
import { editScope } from "@/lib/operator/edit-scope";
import { editSignUp } from "@/lib/operator/edit-sign-up";
import { editStorageMode } from "@/lib/operator/edit-storage-mode";
import { editTeamLimit } from "@/lib/operator/edit-team-limit";
import { removeLogo } from "@/lib/operator/remove-logo";
import { removeScope } from "@/lib/operator/remove-scope";
import { revokeServiceToken } from "@/lib/operator/revoke-service-token";
import {
  addScopeSchema,
  createServiceTokenSchema,
  editKeyPrefixSchema,
  editLimitsSchema,
  editProductSchema,
  editScopeSchema,
  editSignUpSchema,
  editStorageModeSchema,
  editTeamLimitSchema,
  removeLogoSchema,
  revokeServiceTokenSchema,
  scopeNameSchema,
  setLogoSchema,
} from "@/lib/operator/schema";
import { setLogo } from "@/lib/operator/set-logo";
import { definePersonAction } from "./define-action";

export const editProductAction = definePersonAction(editProductSchema, editProduct);
export const setLogoAction = definePersonAction(setLogoSchema, setLogo);
export const removeLogoAction = definePersonAction(removeLogoSchema, removeLogo);
export const editKeyPrefixAction = definePersonAction(editKeyPrefixSchema, editKeyPrefix);
export const addScopeAction = definePersonAction(addScopeSchema, addScope);
export const editScopeAction = definePersonAction(editScopeSchema, editScope);
export const removeScopeAction = definePersonAction(scopeNameSchema, removeScope);
export const editLimitsAction = definePersonAction(editLimitsSchema, editLimits);
export const editTeamLimitAction = definePersonAction(editTeamLimitSchema, editTeamLimit);
export const editStorageModeAction = definePersonAction(editStorageModeSchema, editStorageMode);
export const editSignUpAction = definePersonAction(editSignUpSchema, editSignUp);
export const createServiceTokenAction = definePersonAction(createServiceTokenSchema, createServiceToken);
export const revokeServiceTokenAction = definePersonAction(revokeServiceTokenSchema, revokeServiceToken);
