/** What the worker can be woken for, apart from doing it by the clock (server/worker). */
export type JobName = "notices" | "mails" | "webhooks";
