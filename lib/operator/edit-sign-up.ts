import { DomainError } from "@/lib/errors";
import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import { provesAddresses } from "./proves-addresses";
import type { EditSignUpInput } from "./schema";

/**
 * Who may open an account (product T1). Accounts that exist are not touched. The domains are kept under every mode, so that
 * trying another one loses no list.
 * @throws DomainError forbidden; conflict when domains are asked for and nothing here could prove an address
 */
export const editSignUp = (person: Operator, { signUpMode, signUpDomains }: EditSignUpInput): Promise<void> =>
  changeDeployment(person, { action: "sign_up.edit" }, (row) => {
    const before = { signUpMode: row.signUpMode, signUpDomains: row.signUpDomains };
    const after = { signUpMode, signUpDomains };
    if (JSON.stringify(before) === JSON.stringify(after)) return null;
    if (signUpMode === "domains" && row.signUpMode !== "domains" && !provesAddresses()) {
      throw new DomainError(
        "conflict",
        "Nothing here can prove that a mail address is somebody's own, so that nobody could sign up with one. Set SMTP_URL and MAIL_FROM, or a sign-in provider, and restart.",
      );
    }
    return { data: after, before, after };
  });
