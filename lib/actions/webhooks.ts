"use server";

import { createEndpoint } from "@/lib/webhooks/create-endpoint";
import { disableEndpoint } from "@/lib/webhooks/disable-endpoint";
import { editEndpoint } from "@/lib/webhooks/edit-endpoint";
import { enableEndpoint } from "@/lib/webhooks/enable-endpoint";
import { redeliver } from "@/lib/webhooks/redeliver";
import { removeEndpoint } from "@/lib/webhooks/remove-endpoint";
import { rotateSigningSecret } from "@/lib/webhooks/rotate-signing-secret";
import {
  createEndpointSchema,
  editEndpointSchema,
  endpointSchema,
  redeliverSchema,
  rotateSigningSecretSchema,
} from "@/lib/webhooks/schema";
import { sendTestEvent } from "@/lib/webhooks/send-test-event";
import { defineAction } from "./define-action";

export const createEndpointAction = defineAction(createEndpointSchema, createEndpoint);
export const editEndpointAction = defineAction(editEndpointSchema, editEndpoint);
export const removeEndpointAction = defineAction(endpointSchema, removeEndpoint);
export const disableEndpointAction = defineAction(endpointSchema, disableEndpoint);
export const enableEndpointAction = defineAction(endpointSchema, enableEndpoint);
export const rotateSigningSecretAction = defineAction(rotateSigningSecretSchema, rotateSigningSecret);
export const sendTestEventAction = defineAction(endpointSchema, sendTestEvent);
export const redeliverAction = defineAction(redeliverSchema, redeliver);
