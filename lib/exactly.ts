import type { z } from "zod";

/** Whether two types are the same, optional and read-only members included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * Holds a schema to the type it describes: where they differ in any member, the build fails here.
 * @example const keyViewSchema = exactly<KeyView>()(z.object({ … }))
 */
export const exactly =
  <T>() =>
  <Schema extends z.ZodType>(
    schema: Schema & (Same<z.output<Schema>, T> extends true ? unknown : { "this schema differs from its type": T }),
  ): Schema =>
    schema;
