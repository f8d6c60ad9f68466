import "server-only";
import { notFound } from "next/navigation";
import type { Person } from "@/lib/auth/person";
import { requirePerson } from "@/lib/auth/require-person";

/** For the operator's pages: who is signed in, if it is the operator. Nobody else learns that there is anything. */
export async function requireOperatorPage(): Promise<Person> {
  const person = await requirePerson();
  if (!person.isOperator) notFound();
  return person;
}
