// JSON documents of the trade leave out what is not known: their schemas want no nulls and no empty lists.

/** The object without what is null or undefined. */
export const given = (json: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null && value !== undefined))

/** The list; undefined for an empty one. */
export const listed = <T>(items: readonly T[]): readonly T[] | undefined =>
  items.length === 0 ? undefined : items
