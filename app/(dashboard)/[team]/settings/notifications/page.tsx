import type { Metadata } from "next";
import { PreferencesView } from "@/components/notices/preferences-view";
import { requireActor } from "@/lib/auth/require-actor";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { readPreferences } from "@/lib/notifications/read-preferences";

export const metadata: Metadata = { title: "Notifications" };

type Props = { params: Promise<{ team: string }> };

export default async function NotificationsPage({ params }: Props) {
  const { actor } = await requireActor((await params).team);
  return <PreferencesView {...(await readPreferences(actor))} sendsMail={isMailConfigured()} />;
}
