import { errorJump } from "./error-jump";
import type { Finding } from "./finding";
import { idleUse, type PastUse } from "./idle-use";
import { hourAt, type KeyHours } from "./key-hours";
import { newCountries } from "./new-country";
import type { KnownPlaces, Places } from "./places";
import { refusalBurst } from "./refusal-burst";
import { retiredSecrets, type SecretSeen } from "./retired-secret";
import { spike } from "./spike";

/** All that the rules need to know of a key about its hour `i`. */
export type JudgedHour = {
  hours: KeyHours;
  i: number;
  seen: Places;
  known: KnownPlaces;
  secrets: readonly SecretSeen[];
  past: PastUse;
};

/** Every rule's opinion of one hour of a key. Pure. */
export function judgeHour({ hours, i, seen, known, secrets, past }: JudgedHour): Finding[] {
  const hour = hourAt(hours, i);
  const allowed = (hours.requests[i] ?? 0) - (hours.refused[i] ?? 0);
  const found: (Finding | null)[] = [
    spike(hours, i),
    errorJump(hours, i),
    ...newCountries(hours, i, seen.countries, known),
    refusalBurst(hours, i, seen.addresses, known),
    ...retiredSecrets(hour, secrets),
    idleUse(hour, allowed, past),
  ];
  return found.filter((finding) => finding !== null);
}
