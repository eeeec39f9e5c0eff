// A body may be a list of requests of their own. The document says what each item is; the server answers for each by itself,
// so that one that is broken fails alone. Such a list is marked, and the route judges its items.

import type { FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { AppError } from '../errors.ts'

/** The mark, on a list that is a property of the body itself. */
export const itemByItem = 'x-item-by-item'

interface Marked {
  $id?: string
  $ref?: string
  properties?: Record<string, Record<string, unknown>>
}

const isMarked = (property: object): boolean => itemByItem in property

/** A schema as a whole body is held against it: what a marked list holds is left to the route. */
export function withoutItems(schema: Marked): Marked {
  const properties = Object.entries(schema.properties ?? {})
  if (!properties.some(([, property]) => isMarked(property))) return schema
  const loose = properties.map(([name, property]) => {
    const { items, ...list } = property
    return [name, isMarked(property) ? list : property] as const
  })
  return { ...schema, properties: Object.fromEntries(loose) }
}

/** Pointers of the marked lists of a body. */
export function listsApart(schema: Marked, shared: Record<string, unknown>): ReadonlySet<string> {
  const named = shared[schema.$ref?.replace(/#$/, '') ?? ''] as Marked | undefined
  const properties = Object.entries((named ?? schema).properties ?? {})
  return new Set(properties.flatMap(([name, property]) => (isMarked(property) ? [`/${name}`] : [])))
}

/** A value that fits, or what is wrong with it, in the words for a whole body. */
export type Judged = { value: unknown; error?: undefined } | { value?: undefined; error: AppError }

/** Holds a part of a body against a schema, as a whole body is held; a schema is compiled once. */
export type Judge = (schema: TSchema, value: unknown) => Judged

export const judgeFor =
  (request: FastifyRequest): Judge =>
  (schema, value) =>
    // Our compiler's functions answer with the value or an error; the framework's type knows only its own compiler's.
    request.compileValidationSchema(schema, 'body')(value) as unknown as Judged
