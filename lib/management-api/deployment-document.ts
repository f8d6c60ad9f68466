import { env } from "@/lib/env";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { openApiDocument } from "./document";
import type { OpenApiDocument } from "./document-types";

/** The management API's document under this deployment's own name and address. */
export async function deploymentDocument(): Promise<OpenApiDocument> {
  const { productName } = await deploymentSettings();
  return openApiDocument(new URL(env().NEXTAUTH_URL).origin, productName);
}
