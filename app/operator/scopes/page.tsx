import type { Metadata } from "next";
import { ScopeCatalogue } from "@/components/operator/scope-catalogue";
import { listScopes } from "@/lib/operator/list-scopes";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: "Scopes" };

export default async function ScopesPage() {
  return <ScopeCatalogue scopes={await listScopes(await requireOperatorPage())} />;
}
