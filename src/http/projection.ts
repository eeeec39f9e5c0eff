/** What `fields` leaves of a resource; the id is always there. */
export function project(resource: object, fields: readonly string[] | undefined): object {
  if (fields === undefined) return resource
  const wanted = new Set(['id', ...fields])
  return Object.fromEntries(Object.entries(resource).filter(([name]) => wanted.has(name)))
}
