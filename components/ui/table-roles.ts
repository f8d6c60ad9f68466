// Drawn as cards on narrow screens, table elements lose the roles they are born with (CSS `display` takes them away),
// so each is told its role.
export const asTable = { role: "table" } as const;
export const asRowGroup = { role: "rowgroup" } as const;
export const asRow = { role: "row" } as const;
export const asColumnHeader = { role: "columnheader", scope: "col" } as const;
export const asCell = { role: "cell" } as const;
