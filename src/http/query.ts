// Query strings, strictly: percent-encoding that is no UTF-8 is refused, a parameter is given once, numbers have
// one spelling, lists are comma-separated. What is read here is still unchecked against its schema.

import type { FieldError } from '../errors.ts'

/** Decoded values by name in the order they came; `undecodable` names what is no percent-encoded UTF-8. */
export interface RawQuery {
  values: Map<string, string[]>
  undecodable: string[]
}

/** Takes a query string apart (WHATWG form encoding); never throws. */
export function parseQueryString(text: string): RawQuery {
  const values = new Map<string, string[]>()
  const undecodable: string[] = []
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = decode(at < 0 ? '' : pair.slice(at + 1))
    if (name === undefined || value === undefined) undecodable.push(name ?? '')
    else values.set(name, [...(values.get(name) ?? []), value])
  }
  return { values, undecodable }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

interface QuerySchema {
  properties?: Record<string, { type?: string }>
}

/** Gives every known parameter the type its schema names; reports what has no reading in that type. */
export function convertQuery(schema: QuerySchema, raw: RawQuery): { value: object; errors: FieldError[] } {
  const known = schema.properties ?? {}
  const value: Record<string, unknown> = Object.create(null)
  const errors = raw.undecodable.map((name) => wrong(name, 'invalid', 'is not percent-encoded UTF-8.'))
  for (const [name, given] of raw.values) {
    const property = Object.hasOwn(known, name) ? known[name] : undefined
    if (property === undefined) errors.push(unknown(name, Object.keys(known)))
    else if (given.length > 1) errors.push(wrong(name, 'invalid', 'is given more than once; give it once.'))
    else value[name] = convert(given[0] ?? '', property.type)
  }
  return { value, errors }
}

/** A text that does not read as the type stays a text, and the schema then says what would be right. */
function convert(text: string, type: string | undefined): unknown {
  if (type === 'integer') return /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if (type === 'array') return text.split(',')
  return text
}

function unknown(name: string, known: string[]): FieldError {
  const allowed = known.length === 0 ? 'This address takes no parameters.' : `Allowed: ${known.join(', ')}.`
  return wrong(name, 'unknown', `is not a parameter here. ${allowed}`)
}

function wrong(name: string, code: string, what: string): FieldError {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return { in: 'query', pointer: `/${escapePointer(shown)}`, code, message: `"${shown}" ${what}` }
}

/** Escapes a name as a JSON Pointer token (RFC 6901, section 3). */
export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
