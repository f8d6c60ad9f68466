// Every type of event that is sent, with what it means. Free of Node: the pages, the documentation and the domain read this list.

export type EventGroup = "Keys" | "Secrets" | "Dates" | "Alerts" | "Webhooks";
export type EventType = { type: string; group: EventGroup; means: string };

/** Told from the audit trail, by the action that causes each. */
const FROM_TRAIL = [
  { type: "key.created", group: "Keys", action: "key.create", means: "A key was created." },
  { type: "key.edited", group: "Keys", action: "key.edit", means: "A key's label, policy or note was changed." },
  {
    type: "key.rotated",
    group: "Keys",
    action: "key.rotate",
    means: "A key has a new secret; the one before ends after its grace.",
  },
  { type: "key.revoked", group: "Keys", action: "key.revoke", means: "A key was ended for good." },
  { type: "key.disabled", group: "Keys", action: "key.disable", means: "A key was stopped, and can be enabled again." },
  { type: "key.enabled", group: "Keys", action: "key.enable", means: "A disabled key is accepted again." },
  {
    type: "secret.ended",
    group: "Secrets",
    action: "secret.end",
    means: "A replaced secret was ended before its grace was over.",
  },
  {
    type: "secret.extended",
    group: "Secrets",
    action: "secret.extend",
    means: "A replaced secret was given more time.",
  },
] as const satisfies readonly (EventType & { action: string })[];

/** Published with the notice that people get. */
const NOTICES = [
  { type: "key.expiring", group: "Dates", means: "A key expires in 30, 7 or 1 days." },
  { type: "key.expired", group: "Dates", means: "A key has expired." },
  { type: "rotation.due", group: "Dates", means: "A key is to be rotated within 30, 7 or 1 days." },
  { type: "rotation.overdue", group: "Dates", means: "A key was not rotated by the day its policy demands." },
  {
    type: "grace.half_over",
    group: "Dates",
    means: "Half of a replaced secret's grace is over, and the secret is still in use.",
  },
  {
    type: "grace.nearly_over",
    group: "Dates",
    means: "Nine tenths of a replaced secret's grace are over, and the secret is still in use.",
  },
  { type: "alert.opened", group: "Alerts", means: "Something unusual was seen about a key." },
  {
    type: "secret.leaked",
    group: "Alerts",
    means: "A secret was reported as leaked. Whether it, or its key, was ended at once is in the event.",
  },
] as const satisfies readonly EventType[];

const TEST = {
  type: "webhook.test",
  group: "Webhooks",
  means: "Somebody pressed “Send test event”. It goes to that endpoint, whatever events it has chosen.",
} as const satisfies EventType;

/** What an endpoint can choose. */
export const CHOOSABLE_EVENTS = [...FROM_TRAIL, ...NOTICES] as const;
/** What can arrive. */
export const ALL_EVENTS: readonly EventType[] = [...CHOOSABLE_EVENTS, TEST];

export type ChoosableEvent = (typeof CHOOSABLE_EVENTS)[number]["type"];
export type WebhookEventType = ChoosableEvent | typeof TEST.type;
/** What `publishEvent` is for: the others are taken from the trail. */
export type NoticeEvent = (typeof NOTICES)[number]["type"];

const BY_ACTION: ReadonlyMap<string, ChoosableEvent> = new Map(FROM_TRAIL.map(({ action, type }) => [action, type]));

/** The actions of the trail that are told. */
export const TOLD_ACTIONS: readonly string[] = [...BY_ACTION.keys()];

/** The event an action of the trail is told as; undefined: it is not. */
export const eventOfAction = (action: string): ChoosableEvent | undefined => BY_ACTION.get(action);
