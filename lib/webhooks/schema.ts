import { z } from "zod";
import { text } from "@/lib/auth/schema";
import { ENVIRONMENTS } from "@/lib/keys/environment";
import { CHOOSABLE_EVENTS } from "./event-types";

// The one definition of every input about webhooks; free of Node, so that the browser can load it.

/** How many endpoints a team has at most. */
export const MAXIMUM_ENDPOINTS = 20;
/** For how long a replaced signing secret signs, too. */
export const OVERLAP_HOURS = 24;

const shownId = z.string().max(64);
const [first, ...others] = CHOOSABLE_EVENTS.map(({ type }) => type);

const fields = {
  url: z.string().trim().min(1, "Give the address to send to.").max(2_048, "At most 2,048 characters."),
  description: text("the endpoint a description", 200).or(z.literal("")),
  events: z
    .array(z.enum([first as string, ...others], "There is no such event."))
    .min(1, "Choose at least one event.")
    .max(100)
    .transform((events) => [...new Set(events)]),
  /** Null: of both. */
  environment: z.enum(ENVIRONMENTS, "Choose an environment.").nullable(),
};

export const createEndpointSchema = z.strictObject(fields);
export type CreateEndpointInput = z.output<typeof createEndpointSchema>;

export const editEndpointSchema = z.strictObject({ endpointId: shownId, ...fields });
export type EditEndpointInput = z.output<typeof editEndpointSchema>;

export const endpointSchema = z.strictObject({ endpointId: shownId });
export type EndpointInput = z.output<typeof endpointSchema>;

export const rotateSigningSecretSchema = z.strictObject({
  endpointId: shownId,
  /** False for one that has leaked: it signs nothing any more. */
  keepOld: z.boolean(),
});
export type RotateSigningSecretInput = z.output<typeof rotateSigningSecretSchema>;

export const redeliverSchema = z.strictObject({ endpointId: shownId, deliveryId: shownId });
export type RedeliverInput = z.output<typeof redeliverSchema>;

export const DELIVERY_PAGE_SIZE = 25;
export const DELIVERY_STATUSES = ["pending", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
