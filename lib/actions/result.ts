import type { ErrorCode, FieldErrors } from "@/lib/errors";

/** What every server action answers; an error's message is meant for the person who acted. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; message: string; fieldErrors?: FieldErrors } };
