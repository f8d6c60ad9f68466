import type { Metadata } from "next";
import { KeyPrefixForm } from "@/components/operator/key-prefix-form";
import { LogoForm } from "@/components/operator/logo-form";
import { ProductNameForm } from "@/components/operator/product-name-form";
import { brand } from "@/lib/operator/brand";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: "Product" };

export default async function ProductPage() {
  await requireOperatorPage();
  const [{ productName, keyPrefix, formerKeyPrefixes }, { logoHash }] = await Promise.all([
    deploymentSettings(),
    brand(),
  ]);
  return (
    <>
      <ProductNameForm productName={productName} />
      <LogoForm hasLogo={logoHash !== null} />
      <KeyPrefixForm keyPrefix={keyPrefix} former={formerKeyPrefixes} />
    </>
  );
}
