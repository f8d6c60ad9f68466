import type { Metadata } from "next";
import { PoliciesView } from "@/components/policies/policies-view";
import { requireActor } from "@/lib/auth/require-actor";
import { readPolicy } from "@/lib/policies/read-policy";

export const metadata: Metadata = { title: "Policies" };

type Props = { params: Promise<{ team: string }> };

export default async function PoliciesPage({ params }: Props) {
  const { actor } = await requireActor((await params).team);
  return <PoliciesView {...(await readPolicy(actor))} />;
}
