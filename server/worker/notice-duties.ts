import { log } from "@/lib/log";
import { expireNotices } from "@/lib/notifications/expire-notices";
import { planNotices } from "@/lib/notifications/plan-notices";
import { sendDueMails } from "@/lib/notifications/send-due-mails";
import type { Duty } from "./duties";

async function plan(): Promise<void> {
  const made = await planNotices();
  if (made > 0) log.info({ notices: made }, "notices made");
}

async function send(): Promise<void> {
  const run = await sendDueMails();
  if (run.sent + run.putOff + run.givenUp > 0) log.info(run, "mails of notices");
}

async function expire(): Promise<void> {
  const gone = await expireNotices();
  if (gone > 0) log.info({ gone }, "notices past their keeping are gone");
}

export const noticeDuties: readonly Duty[] = [
  { name: "notices", every: "minute", work: plan, wokenFor: "notices" },
  { name: "mails", every: "minute", work: send, wokenFor: "mails" },
  { name: "notice expiry", every: "day", work: expire },
];
