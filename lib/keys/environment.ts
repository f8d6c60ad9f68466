/** `live` and `test`: separate keys, separate usage, visibly different everywhere (product P3). */
export const ENVIRONMENTS = ["live", "test"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
