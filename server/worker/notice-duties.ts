import { log } from "@/lib/log";
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

export const noticeDuties: readonly Duty[] = [
  { name: "notices", every: "minute", work: plan, wokenFor: "notices" },
  { name: "mails", every: "minute", work: send, wokenFor: "mails" },
];
