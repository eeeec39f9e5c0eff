// Ways to break a value in exactly one place, read off its schema. What comes out is still held against the schema, so
// that only what the document forbids is called forbidden.

import { type Document, resolve, type Schema } from './operations.ts'

export interface Break {
  /** JSON Pointer of the place. */
  pointer: string
  what: string
  /** Makes the whole value with the one fault. */
  make: () => unknown
}

/** Texts that no field may hold, whatever its schema says. */
export const forbiddenTexts = ['a\u0000b', '\uD800x', 'x\uDFFF', 'a\u0007b', 'a\rb', '\u001B[31m']

/** By format: what looks right and is not. */
const nearMisses: Record<string, string[]> = {
  instant: [
    '2026-02-30T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T09:00:60Z',
    '2026-11-24T09:00:00',
    '2026-11-24',
    '1764000000',
    '2026-11-24 09:00:00Z',
    '2026-11-24T09:00:00+25:00',
    '9999-12-31T23:59:59-23:59',
    '0001-01-01T00:00:00+00:01',
  ],
  uuid: [
    '1',
    '019A3F0E-7C2B-7D3E-9A51-0F6C2B8E4D11',
    '{019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11}',
    "' OR 1=1 --",
  ],
  'web-url': [
    'javascript:alert(1)',
    '//x.example',
    'ftp://x.example/',
    'https://u:p@x.example/',
    'https://',
    'x',
  ],
  'language-tag': ['english language', 'e', 'en_US', '-'],
  'calendar-date': ['2026-02-30', '2026-13-01', '26-01-01', '2026-11-24T00:00:00Z'],
  slug: ['Upper', 'a--b', '-a', 'a b', 'ä', '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'],
  visible: [' ', '\u200B', '\u2800\u3164', '\n\t'],
}

/** Every way to break the value once. */
export function breaksOf(document: Document, schema: Schema, value: unknown): Break[] {
  const found: Break[] = []

  const visit = (given: Schema, at: unknown, pointer: string, put: (part: unknown) => unknown): void => {
    const add = (what: string, part: unknown) => found.push({ pointer, what, make: () => put(part) })
    const known = choose(document, resolve(document, given), at)
    for (const wrong of wrongTypes(at)) add(`${typeName(wrong)} for ${typeName(at)}`, wrong)
    if (known.enum !== undefined || known.const !== undefined) add('word that is not listed', 'no-such-word')
    if (typeof at === 'string') for (const [what, text] of wrongTexts(known, at)) add(what, text)
    if (typeof at === 'number') for (const [what, number] of wrongNumbers(known, at)) add(what, number)
    if (Array.isArray(at)) visitList(known, at, pointer, put)
    else if (typeof at === 'object' && at !== null)
      visitObject(known, at as Record<string, unknown>, pointer, put)
  }

  const visitList = (known: Schema, at: unknown[], pointer: string, put: (part: unknown) => unknown) => {
    const add = (what: string, part: unknown) => found.push({ pointer, what, make: () => put(part) })
    if (at[0] !== undefined) {
      if (known.maxItems !== undefined)
        add(
          'too many items',
          Array.from({ length: known.maxItems + 1 }, () => at[0]),
        )
      add('the same item twice', [...at, at[0]])
    }
    add('no items', [])
    if (known['x-item-by-item']) return
    for (const [i, item] of at.entries()) {
      visit(known.items ?? {}, item, `${pointer}/${i}`, (part) =>
        put(at.map((one, j) => (j === i ? part : one))),
      )
    }
  }

  const visitObject = (
    known: Schema,
    at: Record<string, unknown>,
    pointer: string,
    put: (part: unknown) => unknown,
  ) => {
    const add = (name: string, what: string, part: unknown) =>
      found.push({ pointer: `${pointer}/${name}`, what, make: () => put(part) })
    add('noSuchField', 'unknown property', { ...at, noSuchField: 1 })
    add('Id', 'unknown property that looks known', { ...at, Id: null })
    for (const name of known.required ?? []) {
      const { [name]: _, ...rest } = at
      add(name, 'missing required property', rest)
    }
    for (const [name, item] of Object.entries(at)) {
      const property = known.properties?.[name]
      if (property !== undefined)
        visit(property, item, `${pointer}/${name}`, (part) => put({ ...at, [name]: part }))
    }
  }

  visit(schema, value, '', (part) => part)
  return found
}

/** The way of a choice that a value went. */
function choose(document: Document, schema: Schema, value: unknown): Schema {
  const ways = (schema.oneOf ?? schema.anyOf)?.map((way) => resolve(document, way))
  if (ways === undefined) return schema
  const tag = (value as { type?: unknown } | null)?.type
  const tagged = ways.find((way) => way.properties?.type?.const === tag && tag !== undefined)
  return (
    tagged ?? ways.find((way) => [way.type].flat().includes(value === null ? 'null' : typeof value)) ?? schema
  )
}

/** What a lenient reader would take for the value, and what none would. */
function wrongTypes(value: unknown): unknown[] {
  switch (typeof value) {
    case 'number':
      return [String(value), [value], null, value > 0]
    case 'boolean':
      return [String(value), Number(value), null]
    case 'string':
      return [12, true, null, [value], { value }]
    default:
      return value === null ? ['', 0, [], {}] : ['x', 0, null, Array.isArray(value) ? {} : [value]]
  }
}

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value

function wrongTexts({ maxLength, format, pattern }: Schema, text: string): [string, string][] {
  const long: [string, string][] = maxLength === undefined ? [] : [['too long', 'x'.repeat(maxLength + 1)]]
  const near = [...(nearMisses[format ?? ''] ?? []), ...(pattern === undefined ? [] : [' ', 'x y', '\n'])]
  return [
    ...long,
    ['empty text', ''],
    ...near.map((wrong): [string, string] => [`not a ${format ?? 'match'}`, wrong]),
    ...forbiddenTexts.map((wrong): [string, string] => ['forbidden character', wrong]),
    ['forbidden character within', `${text.slice(0, 1)}\u0000${text.slice(1)}`],
  ]
}

const wrongNumbers = ({ minimum, maximum }: Schema, number: number): [string, number][] => [
  ['fraction', number + 0.5],
  ...(minimum === undefined ? [] : [['below the minimum', minimum - 1] as [string, number]]),
  ...(maximum === undefined ? [] : [['above the maximum', maximum + 1] as [string, number]]),
  ['beyond any integer', 1e300],
]
