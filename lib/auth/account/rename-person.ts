import type { Person } from "@/lib/auth/person";
import type { RenamePersonInput } from "@/lib/auth/schema";
import { prisma } from "@/lib/db/prisma";

/** The name others see. What the trail holds keeps the name of its time. */
export async function renamePerson(person: Person, { name }: RenamePersonInput): Promise<void> {
  await prisma().user.update({ where: { id: person.userId }, data: { name } });
}
