import { hasChecksum, hasKeyShape } from "../format";

const SHORTEST = 8;
/** As long as a question's `key` may be (contract, `POST /v1/verify`). */
const LONGEST = 512;
const VISIBLE = /^[!-~]*$/;

/** Can this string be a secret made elsewhere? Not when it is one of ours mistyped: that is refused without asking anybody (product G3). */
export const mayBeImported = (presented: string): boolean =>
  presented.length >= SHORTEST &&
  presented.length <= LONGEST &&
  VISIBLE.test(presented) &&
  (!hasKeyShape(presented) || hasChecksum(presented));
