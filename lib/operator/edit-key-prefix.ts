import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import type { EditKeyPrefixInput } from "./schema";

/**
 * What secrets made from now on begin with. Existing ones keep theirs and go on working: the gateway knows a secret by its public
 * id and its hash. Scanners have to know every prefix that was ever in use, so that former ones are remembered.
 * @throws DomainError forbidden
 */
export const editKeyPrefix = (person: Operator, { keyPrefix }: EditKeyPrefixInput): Promise<void> =>
  changeDeployment(person, { action: "product.change_prefix" }, async (row, tx) => {
    if (row.keyPrefix === keyPrefix) return null;
    const inUse = await tx.secret.findFirst({ where: { prefix: row.keyPrefix }, select: { publicId: true } });
    const former = new Set([...row.formerKeyPrefixes, ...(inUse ? [row.keyPrefix] : [])]);
    former.delete(keyPrefix);
    return {
      data: { keyPrefix, formerKeyPrefixes: [...former].sort() },
      before: { keyPrefix: row.keyPrefix },
      after: { keyPrefix },
    };
  });
