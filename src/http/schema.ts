// The words every wire schema is made of. Strings are NFC on the way in; lengths count code points.

import { type Static, type TObject, type TSchema, Type } from 'typebox'

/** An object that takes no field but those it names. */
export const strict = { additionalProperties: false } as const

/** The same fields, none of them required. */
export const optional = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Partial(Type.Object(properties))

/** Refers to a named schema, so that the document names it once under `components` instead of repeating it. */
export const ref = <S extends TSchema>(schema: S) =>
  Type.Unsafe<Static<S>>({ $ref: `${(schema as { $id?: string }).$id ?? ''}#` })

/** Refers to a named schema of a higher slice, which this one must not import; the app registers both. */
export const refTo = (name: string) => Type.Unsafe<unknown>({ $ref: `${name}#` })

/** The same value, or null. */
export const nullable = <S extends TSchema>(schema: S) => {
  const plain = schema as { type?: string; enum?: unknown[]; $ref?: string }
  if (typeof plain.type !== 'string')
    return Type.Unsafe<Static<S> | null>({ anyOf: [schema, { type: 'null' }] })
  const values = plain.enum === undefined ? {} : { enum: [...plain.enum, null] }
  return Type.Unsafe<Static<S> | null>({ ...plain, ...values, type: [plain.type, 'null'] })
}

/** One of a closed list of words. */
export const oneOf = <const T extends readonly string[]>(values: T, options: object = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options })

/** Text of one line or more that shows something: blanks alone are refused as if the field were missing. */
export const VisibleText = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, format: 'visible', description })

/** A name of somebody or something, as printed. */
export const Name = (description: string) => VisibleText(200, description)

export const Id = Type.String({
  format: 'uuid',
  description: 'UUIDv7, canonical lower case.',
  examples: ['019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'],
})

export const Instant = Type.String({
  format: 'instant',
  description:
    'RFC 3339. Answers are in UTC with milliseconds and `Z`; an offset is accepted, a value without one is refused.',
  examples: ['2026-10-31T09:30:00.000Z'],
})

export const WebUrl = Type.String({
  format: 'web-url',
  maxLength: 2000,
  description: 'Absolute http or https URL.',
})

export const LanguageTag = Type.String({
  format: 'language-tag',
  maxLength: 35,
  description: 'BCP 47 language tag.',
  examples: ['en'],
})

export const FieldProblem = Type.Object(
  {
    in: oneOf(['body', 'query', 'path', 'header'], { description: 'The part of the request.' }),
    pointer: Type.String({ description: 'JSON Pointer (RFC 6901) to the place within that part.' }),
    code: Type.String({ description: 'Stable, machine-readable.', examples: ['required'] }),
    message: Type.String({ description: 'What is wrong and what would be right.' }),
  },
  { $id: 'FieldProblem', additionalProperties: false, description: 'One place of a request that is wrong.' },
)

export const Problem = Type.Object(
  {
    type: Type.String({ format: 'uri', description: 'A page on this server that explains the code.' }),
    title: Type.String({ description: 'The same for every occurrence of the code.' }),
    status: Type.Integer({ description: 'The HTTP status again.' }),
    detail: Type.String({ description: 'This occurrence, in a sentence.' }),
    instance: Type.String({ description: 'The path that was asked.' }),
    code: Type.String({ description: 'The kind of error, or a finer word for it.', examples: ['not_found'] }),
    requestId: Type.String({ description: 'Quote it when you report the problem; the log knows it.' }),
    errors: Type.Optional(
      Type.Array(ref(FieldProblem), { description: 'Every place that is wrong, at once.' }),
    ),
    withdrawnAt: Type.Optional(
      Type.String({ format: 'instant', description: 'When it was withdrawn; with the code `withdrawn`.' }),
    ),
  },
  { $id: 'Problem', additionalProperties: false, description: 'An error (RFC 9457).' },
)

export const Page = Type.Object(
  {
    limit: Type.Integer({ description: 'Number of items asked for, at most.' }),
    next: nullable(
      Type.String({ description: 'Give it back as `cursor` for the next page; null on the last one.' }),
    ),
    total: Type.Optional(
      Type.Integer({ description: 'Number of all items of the list; only with `count=exact`.' }),
    ),
  },
  { $id: 'Page', additionalProperties: false, description: 'How a list goes on.' },
)

export type Page = Static<typeof Page>

/** A page of a list: the items and how to go on. */
export const listOf = <S extends TSchema>(item: S, $id: string, description: string) =>
  Type.Object(
    { data: Type.Array(item, { description: 'The items of this page, in their order.' }), page: ref(Page) },
    { $id, additionalProperties: false, description },
  )

/** The parameters of every list. */
export const listQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'Number of items a page, 1 to 100.' }),
  ),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1000, description: '`page.next` of the page before.' }),
  ),
  count: Type.Optional(oneOf(['exact'], { description: '`exact` adds `page.total`.' })),
}

/** `q=` of a list. */
export const SearchText = (fields: string) =>
  Type.String({
    minLength: 1,
    maxLength: 300,
    description: `${fields} are searched, without regard to case and accents. All words must occur; "words in quotes" side by side; -words must not.`,
    examples: ['harbour "repair of the bridge" -toll'],
  })

/** The properties of a resource as `fields=` may name them. */
export const fieldNames = (schema: TObject): string[] => Object.keys(schema.properties)

/** A comma-separated list of known names. */
export const nameList = <const T extends readonly string[]>(names: T, description: string) =>
  Type.Array(oneOf(names), { minItems: 1, maxItems: names.length, uniqueItems: true, description })

/** What every document names, whatever the slices add. */
export const sharedSchemas = [FieldProblem, Problem, Page]
