import { resolve } from "node:path";

/** npm runs scripts in the project's folder; a path is meant from where the person is. */
export const fileAsTyped = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);
