import { changeDeployment } from "@/lib/operator/change-deployment";
import type { Operator } from "@/lib/operator/operator";
import type { EditLeakResponseInput } from "./schema";

/**
 * What follows from now on when GitHub or a member reports a leaked secret.
 * @throws DomainError forbidden
 */
export const editLeakResponse = (person: Operator, { leakResponse }: EditLeakResponseInput): Promise<void> =>
  changeDeployment(person, { action: "leak_response.edit" }, (row) =>
    row.leakResponse === leakResponse
      ? null
      : { data: { leakResponse }, before: { leakResponse: row.leakResponse }, after: { leakResponse } },
  );
