/** A closed spool segment: its id, a uuid, and what its file holds. */
export type Segment = { id: string; content: Buffer };

/** `counted` is false when the segment had been counted before; `unreadable` lines were left out. */
export type Flushed = { counted: boolean; unreadable: number };
