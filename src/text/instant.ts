// Instants as everything here writes them.

const instant =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** RFC 3339 with an offset, of a moment that exists: no 30 February, no 24:00, no leap second; in UTC of the years 1 to 9999. */
export function isInstant(text: string): boolean {
  const match = instant.exec(text)
  if (match === null) return false
  const [, year, month, day, hour, minute, second] = match.map(Number)
  if (month === undefined || month < 1 || month > 12 || day === undefined || day < 1) return false
  const lastDay = new Date(Date.UTC(year ?? 0, month, 0)).getUTCDate()
  const isMoment = day <= lastDay && (hour ?? 24) < 24 && (minute ?? 60) < 60 && (second ?? 60) < 60
  return isMoment && isWritable(Date.parse(text))
}

const firstInstant = Date.parse('0001-01-01T00:00:00Z')
const endOfInstants = Date.parse('+010000-01-01T00:00:00Z')

/** An offset may lead out of the years that have four digits. */
const isWritable = (milliseconds: number): boolean =>
  milliseconds >= firstInstant && milliseconds < endOfInstants
