import { createReadStream } from "node:fs";
import { DomainError } from "@/lib/errors";
import { readExport } from "./chain/read-export";
import { verifyChain } from "./chain/verify-chain";
import type { TeamVerdict } from "./verify-trails";

/** An export as text, with a message a person understands when it cannot be read. */
export async function* textOf(file: string): AsyncGenerator<string> {
  try {
    yield* createReadStream(file, { encoding: "utf8" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined
      ? error
      : new DomainError("invalid", `${file} cannot be read: ${message}. Check the path.`);
  }
}

/**
 * Verifies an exported trail, without a database.
 * @throws DomainError invalid when the file cannot be read, is no export, or holds a part of the events alone
 */
export async function* verifyFile(file: string): AsyncGenerator<{ events: number; teams: number }, TeamVerdict[]> {
  const { header, head, events } = await readExport(textOf(file));
  if (header.filter !== null) {
    throw new DomainError(
      "invalid",
      "This file holds the events of a filter alone, and a chain can be verified only whole. Export it again without filters.",
    );
  }
  const chain = verifyChain(head, events);
  let step = await chain.next();
  for (; !step.done; step = await chain.next()) yield { events: step.value, teams: 0 };
  return [{ ...step.value, team: header.team.slug }];
}
