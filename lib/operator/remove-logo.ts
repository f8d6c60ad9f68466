import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";

/** Back to the mark the product comes with. @throws DomainError forbidden */
export const removeLogo = (person: Operator): Promise<void> =>
  changeDeployment(person, { action: "logo.remove" }, (row) =>
    row.logoHash === null
      ? null
      : {
          data: { logo: null, logoType: null, logoHash: null },
          before: { logo: row.logoHash },
          after: { logo: null },
        },
  );
