import { prisma } from "@/lib/db/prisma";
import type { LeakResponse } from "./leak-response";

/** What the operator has follow a report of somebody who is known. */
export async function chosenResponse(): Promise<LeakResponse> {
  const { leakResponse } = await prisma().deployment.findUniqueOrThrow({
    where: { id: 1 },
    select: { leakResponse: true },
  });
  return leakResponse;
}
