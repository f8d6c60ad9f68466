/** next-auth's answer in place of an error's sentence, when a password was right and a code is due. */
export const SECOND_STEP_DUE = "second_step_due";
