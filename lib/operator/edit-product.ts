import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import type { EditProductInput } from "./schema";

/**
 * The product's name, as titles, mails, documentation and the gateways' challenges show it.
 * @throws DomainError forbidden
 */
export async function editProduct(person: Operator, { productName }: EditProductInput): Promise<void> {
  await changeDeployment(person, { action: "product.rename" }, (row) =>
    row.productName === productName
      ? null
      : { data: { productName }, before: { productName: row.productName }, after: { productName } },
  );
  await heardByGateways();
}
