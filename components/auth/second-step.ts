// Where a sign-in leads is kept by this tab between its two steps: in the address it could name another's.
const KEY = "latchkey.return";

/** Leaves for the second step, and never answers. */
export function goToSecondStep(returnTo: string): Promise<never> {
  sessionStorage.setItem(KEY, returnTo);
  window.location.assign("/sign-in/second-factor");
  return new Promise(() => {});
}

/** Where the first step was to lead, once; null when it was not taken in this tab. */
export function takeReturn(): string | null {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept;
}
