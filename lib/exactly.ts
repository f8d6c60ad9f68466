import type { z } from "zod";

/** An intersection as the one object it is, each option of a union by itself. */
type Flat<T> = T extends object ? { [Member in keyof T]: T[Member] } : T;
type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Whether two types are the same, optional and read-only members included. */
type Same<A, B> = Identical<Flat<A>, Flat<B>>;

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
