import type { Metadata } from "next";
import { StorageView } from "@/components/operator/storage-view";
import { readPolicies } from "@/lib/operator/read-policies";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: "Storage" };

export default async function StoragePage() {
  const { storageMode, sealedSecrets } = await readPolicies(await requireOperatorPage());
  return <StorageView mode={storageMode} sealedSecrets={sealedSecrets} />;
}
