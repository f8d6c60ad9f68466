import type { Metadata } from "next";
import { SessionsTable } from "@/components/account/sessions-table";
import { requirePerson } from "@/lib/auth/require-person";
import { listSessions } from "@/lib/auth/sessions/list-sessions";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  return <SessionsTable sessions={await listSessions(await requirePerson())} />;
}
