/** The caller's mistake. The message names the field and what is right, and is the answer's detail. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
}
