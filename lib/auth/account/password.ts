import { hash, verify } from "@node-rs/argon2";
import { dictionary } from "@zxcvbn-ts/language-common";

export const MINIMUM_PASSWORD_LENGTH = 15;
const MAXIMUM_PASSWORD_LENGTH = 256;

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane (the library's default algorithm is argon2id).
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const common = new Set(dictionary["passwords-common"]);

/** One password, however a keyboard composed its characters (NIST SP 800-63B §3.1.1.2). */
const normalise = (password: string): string => password.normalize("NFKC");

/**
 * Length and a list of common passwords, no composition rules (NIST SP 800-63B §3.1.1.2).
 * @param own the person's address, name and team: their words make no password
 * @returns why the password is refused, or null
 */
export function passwordProblem(password: string, own: readonly string[] = []): string | null {
  const text = normalise(password);
  const length = [...text].length;
  if (length < MINIMUM_PASSWORD_LENGTH) {
    return `Use at least ${MINIMUM_PASSWORD_LENGTH} characters. A few unrelated words make a good password.`;
  }
  if (length > MAXIMUM_PASSWORD_LENGTH) return `Use at most ${MAXIMUM_PASSWORD_LENGTH} characters.`;
  const lower = text.toLowerCase();
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const unit = /^(.+?)\1+$/u.exec(lower)?.[1] ?? /^(.+?)\1+$/u.exec(core)?.[1];
  if (
    common.has(lower) ||
    common.has(core) ||
    core === "" ||
    (unit !== undefined && (unit.length <= 4 || common.has(unit)))
  ) {
    return "This is among the first passwords an attacker tries. Choose one that is yours alone.";
  }
  if (own.some((word) => word.length >= 4 && (lower === word.toLowerCase() || core === word.toLowerCase()))) {
    return "This is your own name, team or address. Choose something that cannot be looked up.";
  }
  return null;
}

/** An argon2id hash in PHC string form. */
export const hashPassword = (password: string): Promise<string> => hash(normalise(password), COST);

// A hash at the same cost of a password that was thrown away: there from the first call on, so that no call takes longer.
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bGDyWDlyVaQSoIUmLMURBQ$fpd0FEgxO35iOOGggc8Gf8mntrYEgvc8tfvZTgtpPkc";

/** For an unknown address (`stored` null) it works as long as for a known one, and says no. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? NOBODY, normalise(password));
  return stored !== null && matches;
}
