/** "…o5p6": what tells two secrets of one key apart. */
export const shortMask = (masked: string): string => `…${masked.slice(-4)}`;
