"use server";

import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { enableKey } from "@/lib/keys/enable-key";
import { endSecret } from "@/lib/keys/end-secret";
import { extendSecret } from "@/lib/keys/extend-secret";
import { revealSecret } from "@/lib/keys/reveal-secret";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import {
  createKeySchema,
  editKeySchema,
  endSecretSchema,
  extendSecretSchema,
  keyIdSchema,
  revealSecretSchema,
  revokeKeySchema,
  rotateKeySchema,
} from "@/lib/keys/schema";
import { defineAction } from "./define-action";

export const createKeyAction = defineAction(createKeySchema, createKey);
export const editKeyAction = defineAction(editKeySchema, editKey);
export const rotateKeyAction = defineAction(rotateKeySchema, rotateKey);
export const revokeKeyAction = defineAction(revokeKeySchema, revokeKey);
export const disableKeyAction = defineAction(keyIdSchema, disableKey);
export const enableKeyAction = defineAction(keyIdSchema, enableKey);
export const endSecretAction = defineAction(endSecretSchema, endSecret);
export const extendSecretAction = defineAction(extendSecretSchema, extendSecret);
export const revealSecretAction = defineAction(revealSecretSchema, revealSecret);
