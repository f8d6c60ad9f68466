/** "1 other session", "3 other sessions". */
export const sessionsInWords = (count: number): string => `${count} other ${count === 1 ? "session" : "sessions"}`;
