import type { RotationCaller } from "@/lib/rotation/rotation-callers";

/** Callers that have called with the replaced secret since the rotation and have not left it. */
export const stillCalling = <Of extends Pick<RotationCaller, "state">>(callers: readonly Of[]): Of[] =>
  callers.filter(({ state }) => state === "on_old" || state === "on_both");
