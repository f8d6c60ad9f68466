import { DomainError } from "@/lib/errors";

/** What the operator is told of an id that is no team's. */
export const noSuchTeam = (): DomainError =>
  new DomainError("not_found", "There is no such team. Open the list to find it.");
