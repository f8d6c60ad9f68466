import type { Person } from "@/lib/auth/person";

/** Who decides for the whole deployment: the first argument of what only the operator may do. */
export type Operator = Pick<Person, "isOperator" | "name" | "ip" | "userAgent" | "requestId"> & {
  /** UUID; null for the command line, where nobody signs in. */
  userId: string | null;
  /** When they last proved who they are; null for the command line, which never does. */
  authenticatedAt: Date | null;
};

/** Whoever can run commands on the machine and reach its database has all that the operator has. */
export const COMMAND_LINE: Operator = {
  isOperator: true,
  userId: null,
  name: "Command line",
  authenticatedAt: null,
  ip: null,
  userAgent: null,
  requestId: "",
};
