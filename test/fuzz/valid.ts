// Requests that the document allows: every part drawn from its schema, then aimed at what exists.

import fc from 'fast-check'
import { type Call, encode, urlOf, withBody, withHeader } from './call.ts'
import { type Document, hasHeader, type Operation, parametersIn, resolve, type Schema } from './operations.ts'
import { collectionOf, type Pool, prefixOf, withoutCursor } from './pool.ts'
import { stories } from './texts.ts'
import type { Values } from './values.ts'

/** Draws one value; the same seed draws the same. */
export type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T

/** A key with everything, and keys that each lack nearly everything. */
export interface Keys {
  all: string
  /** By their only scope. */
  single: ReadonlyMap<string, string>
}

export interface Source {
  document: Document
  draw: Draw
  values: Values
  pool: Pool
  keys: Keys
}

/** A number below this one, each as likely as the other: fast-check prefers the extremes, where values break. */
export const roll = (draw: Draw, below: number): number => draw(fc.noBias(fc.nat({ max: below - 1 })))

export const chance = (draw: Draw, percent: number): boolean => roll(draw, 100) < percent

export const pick = <T>(draw: Draw, list: readonly T[]): T | undefined =>
  list.length === 0 ? undefined : list[roll(draw, list.length)]

/** A request that must not be refused for its form. */
export function buildValid(source: Source, operation: Operation): Call {
  const start: Call = {
    operation,
    method: operation.method,
    params: drawParams(source, operation),
    query: drawQuery(source, operation),
    headers: drawHeaders(source, operation),
  }
  const aimed = aimHeaders(source, aimCursor(source, start))
  return drawBody(source, aimed)
}

function drawParams(source: Source, operation: Operation): Record<string, string> {
  const { draw, values, pool } = source
  const drawn = parametersIn(operation, 'path').map(({ name, schema }) => {
    const prefix = prefixOf(operation.template, name)
    const collection = collectionOf(prefix)
    const seen = chance(draw, 60) ? pool.ids(`published ${collection}`) : []
    const known = seen.length > 0 ? seen : [...pool.known(prefix), ...pool.ids(collection)]
    const fits = resolve(source.document, schema)
    const usable = known.filter(
      (id) => (fits.format !== 'uuid' || isId(id)) && new RegExp(fits.pattern ?? '', 'u').test(id),
    )
    const real = chance(draw, 92) && fits.type !== 'integer' && !fits.enum ? pick(draw, usable) : undefined
    return [name, real ?? String(draw(smallIntegers(fits) ?? values(schema)))]
  })
  return Object.fromEntries(drawn)
}

/** A version in a path is worth asking only when it is a small one. */
const smallIntegers = (schema: Schema) =>
  schema.type === 'integer'
    ? fc.integer({ min: schema.minimum ?? 1, max: (schema.minimum ?? 1) + 2 })
    : undefined

function drawQuery(source: Source, operation: Operation): [string, string][] {
  const { draw, values } = source
  return parametersIn(operation, 'query').flatMap((parameter): [string, string][] => {
    const { name, required, schema } = parameter
    if (name === 'cursor' || !(required || chance(draw, 20))) return []
    // A position in a feed is one that it gave out.
    const since =
      name === 'since' ? pick(draw, source.pool.cursorsOf(`any ${operation.template}`)) : undefined
    const drawn = since ?? draw(values(schema))
    const value = aimValue(source, { name, value: drawn, collection: collectionOf(operation.template) })
    if (!Array.isArray(value)) return [[name, encode(String(value))]]
    if (parameter.explode !== false) return value.map((item) => [name, encode(String(item))])
    // A comma would part the item; the list stays within its schema without it.
    const items = value.map((item) => encode(String(item).replaceAll(',', ';')))
    return [[name, items.join(',')]]
  })
}

/** A cursor is good for the list that gave it out and no other. */
function aimCursor({ draw, pool }: Source, call: Call): Call {
  if (!parametersIn(call.operation, 'query').some(({ name }) => name === 'cursor')) return call
  const cursor = chance(draw, 70) ? pick(draw, pool.cursorsOf(withoutCursor(urlOf(call)))) : undefined
  return cursor === undefined ? call : { ...call, query: [...call.query, ['cursor', cursor]] }
}

function drawHeaders({ draw, keys }: Source, { scopes }: Operation): Record<string, string> {
  const [scope] = scopes
  const least = scope === undefined ? undefined : keys.single.get(scope)
  if (scope === undefined && chance(draw, 50)) return {}
  return { authorization: `Bearer ${least !== undefined && chance(draw, 15) ? least : keys.all}` }
}

function aimHeaders({ draw, pool }: Source, call: Call): Call {
  const address = Object.values(call.params).at(-1) ?? ''
  const named = aimed(call)
  if (hasHeader(call.operation, 'idempotency-key') && chance(draw, 20))
    named['idempotency-key'] = draw(fc.uuid())
  // Authors show their token; others have none to show.
  if (hasHeader(call.operation, 'comment-token') && chance(draw, 70))
    named['comment-token'] = pool.tokenOf(address) ?? 'none'
  if (hasHeader(call.operation, 'if-match')) {
    const version = chance(draw, 60) ? pool.versionOf(address) : undefined
    named['if-match'] = version === undefined ? '*' : `"${version}"`
  }
  return { ...call, headers: named }
}

const aimed = ({ headers }: Call): Record<string, string> => ({ ...headers })

function drawBody(source: Source, call: Call): Call {
  const { draw, values } = source
  const types = Object.keys(call.operation.bodies)
  const type = pick(draw, types)
  const schema = call.operation.bodies[type ?? '']
  if (type === undefined || schema === undefined) return call
  if (type === '*/*') return withHeader({ ...call, payload: draw(stories) }, 'content-type', 'text/plain')
  const drawn = draw(values(schema))
  const body = aimBody(source, { call, body: drawn })
  const typed = withHeader(call, 'content-type', type)
  if (type.endsWith('json')) return withBody(typed, body)
  return { ...typed, payload: toForm(body as object) }
}

/** As a browser sends it: what is null is left out, every line break is CR LF. */
const toForm = (body: object): string =>
  Object.entries(body)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}=${encode(String(value).replaceAll('\n', '\r\n'))}`)
    .join('&')

/** Which collection an id in a query or a body is of. */
const collections: Record<string, string> = {
  articleId: 'articles',
  article: 'articles',
  parentId: 'comments',
  speaker: 'speakers',
  speakerIds: 'speakers',
  id: 'articles',
}

interface Drawn {
  name: string
  value: unknown
  collection: string
}

function aimValue({ draw, pool }: Source, { name, value, collection }: Drawn): unknown {
  const among = name === 'ids' ? collection : collections[name]
  const isObject = typeof value === 'object' && !Array.isArray(value)
  if (among === undefined || isObject || !chance(draw, 85)) return value
  const known = pool.ids(among)
  if (name === 'ids') return draw(fc.subarray(known.filter(isId).slice(-5))).concat(value as never)
  if (name === 'speakerIds') return [pick(draw, known.filter(isId)) ?? value].flat()
  const fitting = name === 'article' || name === 'speaker' ? known : known.filter(isId)
  return pick(draw, fitting) ?? value
}

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

function aimBody(source: Source, { call, body }: { call: Call; body: unknown }): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const { draw, pool } = source
  const aim = ([name, value]: [string, unknown]) => [name, aimValue(source, { name, value, collection: '' })]
  const made: Record<string, unknown> = Object.fromEntries(Object.entries(body).map(aim))
  const { blocks } = (made.body ?? {}) as { blocks?: { type: string }[] }
  // A picture in the text has to be one of the article's, which a new one does not have.
  if (blocks !== undefined && chance(draw, 90))
    made.body = { blocks: blocks.filter(({ type }) => type !== 'image') }
  const version = pool.versionOf(Object.values(call.params).at(-1) ?? '')
  if ('version' in made && version !== undefined && chance(draw, 90)) made.version = version
  const alias = pick(draw, pool.aliasesOf(Object.values(call.params).at(-1) ?? ''))
  if ('alias' in made && alias !== undefined && chance(draw, 90)) made.alias = alias
  const passage =
    'articleId' in made && 'text' in made && chance(draw, 80) ? pick(draw, pool.passages()) : undefined
  if (passage === undefined) return made
  delete made.position
  return { ...made, ...passage }
}
