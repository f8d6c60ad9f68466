import type { Metadata } from "next";
import { TeamsTable } from "@/components/operator/teams-table";
import { listTeamsOfDeployment } from "@/lib/operator/list-teams-of-deployment";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";
import { listTeamsOfDeploymentSchema } from "@/lib/operator/schema";

export const metadata: Metadata = { title: "Teams" };

type Search = Promise<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

export default async function TeamsPage({ searchParams }: { searchParams: Search }) {
  const person = await requireOperatorPage();
  const given = await searchParams;
  const page = Math.trunc(Number(one(given.page))) || 1;
  const query = listTeamsOfDeploymentSchema.parse({
    q: one(given.q).slice(0, 200),
    page: Math.min(Math.max(1, page), 100_000),
  });
  return <TeamsTable {...(await listTeamsOfDeployment(person, query))} q={query.q} />;
}
