import type { RequestFrom } from "./request-from";
import type { SignedIn } from "./sessions/session";

/** Who is signed in, and where the request comes from: the first argument of what a person does to their own account. */
export type Person = SignedIn & RequestFrom;
