import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import type { Alongside } from "@/lib/db/prisma";

/** What is said of a field of the input; `schema`: where JSON Schema cannot be read off the zod schema. */
export type FieldWords = string | { says: string; schema: Record<string, unknown> };

/** Statuses that only some operations answer with; the others follow from what an operation is (statuses.ts). */
export type Refusal = 403 | 404 | 409;

type Described<Input extends z.ZodObject, Answer extends z.ZodType> = {
  /** Unique, in camel case: what generated clients call it. */
  id: string;
  method: "GET" | "POST" | "PATCH";
  /** Below /api/v1, as OpenAPI writes it: `/keys/{id}`. */
  path: `/${string}`;
  tag: "Keys" | "Rotation" | "Usage" | "Audit trail";
  /** Verb and object. */
  summary: string;
  description: string;
  /** The domain function's own schema, strict: path parameters and the body's or the query's fields. */
  input: Input;
  /** The field that each parameter of the path is. */
  params?: Record<string, keyof z.output<Input> & string>;
  /** A field without words fails the build. */
  words: Record<keyof z.output<Input> & string, FieldWords>;
  answer: { name: string; schema: Answer; example: z.output<Answer> };
  /** The body of a sample request; every operation with a body has one. */
  example?: z.input<Input> | object;
  status?: 200 | 201;
  refusals: readonly Refusal[];
  run: (actor: Actor, input: z.output<Input>, alongside?: Alongside<z.output<Answer>>) => Promise<z.output<Answer>>;
  /** Honours `Idempotency-Key`: what is kept of the first answer, without its secret. `run` hands `alongside` on. */
  kept?: (answer: z.output<Answer>) => z.output<Answer>;
};

/** One operation of the management API: the route and the document are made of it. Built by `defineOperation`. */
export type Operation = Omit<Described<z.ZodObject, z.ZodType>, "params" | "run" | "kept" | "words"> & {
  params: Record<string, string>;
  words: Record<string, FieldWords>;
  run: (actor: Actor, input: unknown, alongside?: Alongside<unknown>) => Promise<unknown>;
  kept?: (answer: unknown) => unknown;
};

/** Ties an operation's schemas, words and domain function together, then forgets their types. */
export const defineOperation = <Input extends z.ZodObject, Answer extends z.ZodType>(
  operation: Described<Input, Answer>,
): Operation => ({ params: {}, ...operation }) as unknown as Operation;
