// The catalogue of invalid requests: each is a valid one with exactly one fault, and the status it must get for it.

import fc from 'fast-check'
import { findTextProblem } from '../../src/text/text-problem.ts'
import { breaksOf } from './broken-values.ts'
import { type Call, encode, urlOf, withBody, withHeader } from './call.ts'
import { hasHeader, parametersIn, resolve, type Schema } from './operations.ts'
import { prefixOf, withoutCursor } from './pool.ts'
import { chance, pick, roll, type Source } from './valid.ts'

export interface Mutant {
  what: string
  call: Call
  expects: readonly number[]
  /** The place that the answer has to name. */
  names?: { in: string; pointer: string }
}

/** Whether a value is what the document allows, and holds nothing that no field may hold. */
export type Judge = (call: Call, body: unknown) => boolean

interface Workshop extends Source {
  isAllowed: Judge
}

type Mutation = (shop: Workshop, call: Call) => Mutant | undefined

const one = <T>({ draw }: Source, list: readonly T[]): T | undefined => pick(draw, list)

const schemaOf = (call: Call): Schema | undefined => call.operation.bodies[call.headers['content-type'] ?? '']
const takesJson = (call: Call): boolean => schemaOf(call) !== undefined && call.body !== undefined

/** Whether a value holds a text that no field may hold. */
export const holdsForbidden = (value: unknown): boolean => {
  if (typeof value === 'string') return findTextProblem(value) !== undefined
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsForbidden)
}

/** What a lenient reader would take. */
const coercions = ['string for number', 'string for boolean', 'number for boolean']

/** One in three is at the top and one in three a coercion: a deep value has many more places, of every kind. */
const brokenBody: Mutation = (shop, call) => {
  const schema = schemaOf(call)
  if (schema === undefined || !takesJson(call)) return undefined
  const all = breaksOf(shop.document, schema, call.body)
  const top = all.filter(({ pointer }) => pointer.split('/').length <= 2)
  const lenient = all.filter(({ what }) => coercions.includes(what))
  const among = pick(shop.draw, [top, all, lenient.length > 0 ? lenient : all]) ?? all
  for (let tries = 0; tries < 5; tries++) {
    const broken = one(shop, among)
    const value = broken?.make()
    // Another spelling of what is allowed: null where null is, a text for a text.
    if (broken === undefined || shop.isAllowed(call, value)) continue
    const { pointer, what } = broken
    return { what, call: withBody(call, value), expects: [422], names: { in: 'body', pointer } }
  }
  return undefined
}

const noJson = ['{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":1}{', '\u0001', '"\\x"', '{"__proto__":{"x":1}}']

const unparseableBody: Mutation = (shop, call) => {
  if (!takesJson(call)) return undefined
  const payload = one(shop, [
    ...noJson,
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    Buffer.from('{"a":"é"}', 'latin1'),
  ])
  return payload === undefined ? undefined : { what: 'not JSON', call: { ...call, payload }, expects: [400] }
}

const depth = 100_000

const nested = (name: string, times: number): string => `${`{"${name}":`.repeat(times)}1${'}'.repeat(times)}`

const deepBody: Mutation = (shop, call) => {
  const schema = schemaOf(call)
  if (schema === undefined || !takesJson(call)) return undefined
  const [name = 'a'] = Object.keys(call.body as object)
  const list = '['.repeat(depth) + ']'.repeat(depth)
  // A list that is judged item by item refuses the item, not the request.
  const isApart = resolve(shop.document, schema).properties?.[name]?.['x-item-by-item'] ?? false
  const payload = one(shop, [
    list,
    `{"${name}":${isApart ? nested('a', depth) : list}}`,
    nested('a', depth),
    nested(name, 30),
  ])
  return payload === undefined
    ? undefined
    : { what: 'deep body', call: { ...call, payload }, expects: [400, 422] }
}

const wrongRoot: Mutation = (shop, call) => {
  if (!takesJson(call)) return undefined
  const root = one(shop, [[], [1], 'x', 0, true, null])
  return { what: 'no object', call: withBody(call, root), expects: [422] }
}

const hugeBody: Mutation = (shop, call) => {
  if (!takesJson(call) || !chance(shop.draw, 10)) return undefined
  const payload = `{"a":"${'x'.repeat(1_100_000)}"}`
  return { what: 'too large', call: { ...call, payload }, expects: [413] }
}

const wrongType: Mutation = (shop, call) => {
  if (!takesJson(call)) return undefined
  const types = [
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'json',
    'text/json',
    undefined,
  ]
  const free = types.filter((type) => call.operation.bodies[type ?? ''] === undefined)
  return {
    what: 'wrong content type',
    call: withHeader(call, 'content-type', one(shop, free)),
    expects: [415],
  }
}

const unknownParameter: Mutation = (shop, call) => {
  const name = one(shop, ['nosuch', 'Limit', 'access_token', '__proto__', 'constructor', 'limit[]', '%C3%A4'])
  if (name === undefined) return undefined
  return {
    what: 'unknown query parameter',
    call: { ...call, query: [...call.query, [name, '1']] },
    expects: [400],
    names: { in: 'query', pointer: `/${decodeURIComponent(name)}` },
  }
}

const repeatedParameter: Mutation = (shop, call) => {
  const given = one(
    shop,
    call.query.filter(([name]) => name !== 'cursor'),
  )
  if (given === undefined || isExploded(call, given[0])) return undefined
  return {
    what: 'repeated query parameter',
    call: { ...call, query: [...call.query, given] },
    expects: [400],
    names: { in: 'query', pointer: `/${given[0]}` },
  }
}

const isExploded = ({ operation }: Call, name: string): boolean =>
  parametersIn(operation, 'query').some(
    (parameter) =>
      parameter.name === name && parameter.schema.type === 'array' && parameter.explode !== false,
  )

const missingParameter: Mutation = (shop, call) => {
  const required = one(
    shop,
    parametersIn(call.operation, 'query').filter((parameter) => parameter.required),
  )
  if (required === undefined) return undefined
  const query = call.query.filter(([name]) => name !== required.name)
  return { what: 'missing query parameter', call: { ...call, query }, expects: [400] }
}

const wrongNumbers = [
  '0x10',
  '1e1',
  '%205',
  '5%20',
  '+5',
  '%2B5',
  '05',
  '-1',
  '5.0',
  '',
  '1_0',
  '%D9%A3',
  '9'.repeat(30),
]
const always = ['%FF', '%00', '%ED%A0%80', '%', 'a%0Db']

const wrongParameter: Mutation = (shop, call) => {
  const parameter = one(
    shop,
    parametersIn(call.operation, 'query').filter(({ name }) => name !== 'cursor'),
  )
  if (parameter === undefined) return undefined
  const { name } = parameter
  const value = one(shop, wrongValues(resolve(shop.document, parameter.schema)))
  if (value === undefined) return undefined
  const query: [string, string][] = [...call.query.filter(([given]) => given !== name), [name, value]]
  return {
    what: `wrong ${name}`,
    call: { ...call, query },
    expects: [400],
    names: { in: 'query', pointer: `/${name}` },
  }
}

function wrongValues(schema: Schema): string[] {
  const { type, maxLength, format, minimum, maximum, items, maxItems, minLength } = schema
  if (schema.enum !== undefined) return ['nosuch', '', String(schema.enum[0]).toUpperCase(), ...always]
  if (type === 'integer') {
    const beyond = [minimum === undefined ? [] : minimum - 1, maximum === undefined ? [] : maximum + 1].flat()
    return [...wrongNumbers, ...beyond.map(String), ...always]
  }
  if (type === 'boolean') return ['1', 'TRUE', 'yes', '', ...always]
  if (type === 'array') {
    const many =
      maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, (_, i) => `x${i}`).join(',')]
    const twice = schema.uniqueItems && items?.enum ? [`${items.enum[0]},${items.enum[0]}`] : []
    const strict = items?.enum || items?.format === 'uuid' ? ['nosuch', 'a,,b'] : [',']
    return ['', ...many, ...twice, ...strict, ...always]
  }
  const long = maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]
  const blank = format === 'visible' ? ['%20', '%E2%80%8B'] : []
  const formed = format === undefined || format === 'visible' ? [] : ['no%20such', '2026-02-30T00:00:00Z']
  return [...long, ...(minLength === undefined ? [] : ['']), ...blank, ...formed, ...always]
}

const wrongCursor: Mutation = (shop, call) => {
  if (!parametersIn(call.operation, 'query').some(({ name }) => name === 'cursor')) return undefined
  const plain = withoutCursor(urlOf(call))
  const [real] = shop.pool.cursorsOf(plain)
  const at = roll(shop.draw, 16)
  const flipped = real === undefined ? [] : [flip(real, at), `${real}A`, `${real}=`, real.slice(0, -1)]
  const cursor = one(shop, [
    '',
    'x',
    'AAAA',
    encode('[1]'),
    'bnVsbA',
    'x'.repeat(1001),
    ...flipped,
    ...flipped,
  ])
  const query: [string, string][] = [
    ...call.query.filter(([name]) => name !== 'cursor'),
    ['cursor', cursor ?? ''],
  ]
  return {
    what: 'forged cursor',
    call: { ...call, query },
    // Whose list it is may be gone.
    expects: Object.keys(call.params).length > 0 ? [400, 404, 410] : [400],
    names: { in: 'query', pointer: '/cursor' },
  }
}

const flip = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`

const missingVersion: Mutation = (_shop, call) =>
  hasHeader(call.operation, 'if-match')
    ? { what: 'no If-Match', call: withHeader(call, 'if-match', undefined), expects: [428, 404] }
    : undefined

const wrongVersion: Mutation = (shop, call) => {
  if (!hasHeader(call.operation, 'if-match')) return undefined
  const version = one(shop, [
    '"99999"',
    'W/"1"',
    '1',
    '"0"',
    '"01"',
    '"abc"',
    '"1", "2"',
    '""',
    '"1e0"',
    '-1',
  ])
  return {
    what: 'wrong If-Match',
    call: withHeader(call, 'if-match', version),
    expects: version === '"99999"' ? [412, 404] : [412],
  }
}

const unknownKey: Mutation = (shop, call) => {
  const id = shop.draw(fc.uuid())
  const key = one(shop, [
    'Bearer x',
    'Basic YTpi',
    'Bearer',
    'Bearer ',
    `Bearer dl_${id}_${'0'.repeat(48)}`,
    `${shop.keys.all.slice(0, -1)}`,
    `Bearer ${shop.keys.all}x`,
    `Bearer ${shop.keys.all.toUpperCase()}`,
    "Bearer ' OR 1=1 --",
  ])
  return { what: 'unknown key', call: withHeader(call, 'authorization', key), expects: [401] }
}

const noKey: Mutation = (_shop, call) =>
  call.operation.scopes.length > 0
    ? { what: 'no key', call: withHeader(call, 'authorization', undefined), expects: [401] }
    : undefined

const lackingKey: Mutation = (shop, call) => {
  const [scope] = call.operation.scopes
  if (scope === undefined) return undefined
  // Writing or publishing articles includes reading them.
  const others = [...shop.keys.single].filter(([own]) => own !== scope && !own.startsWith('articles:'))
  const [, key] = one(shop, others) ?? []
  return {
    what: 'key without the scope',
    call: withHeader(call, 'authorization', `Bearer ${key}`),
    expects: [403],
  }
}

const unknownAddress: Mutation = (shop, call) => {
  const [name] = Object.keys(call.params).slice(0, 1)
  if (name === undefined) return undefined
  const parameter = parametersIn(call.operation, 'path').find((one) => one.name === name)
  const schema = resolve(shop.document, parameter?.schema ?? {})
  const value = one(shop, [
    '00000000-0000-7000-8000-000000000000',
    'no-such-thing-as-this',
    'UPPER',
    'ä',
    "' OR 1=1 --",
    '..',
    'a/b',
    '\u0000',
    'x'.repeat(150),
    'x'.repeat(300),
  ])
  const known = shop.pool.known(prefixOf(call.operation.template, name))
  if (value === undefined || known.includes(value) || schema.enum?.includes(value)) return undefined
  const changed = { ...call, params: { ...call.params, [name]: value } }
  // What cannot be sent as one part of a path is another path.
  if (value === '..') return undefined
  return { what: 'unknown address', call: changed, expects: value.length > 200 ? [414] : [404] }
}

/** One way to be wrong for each entry; an operation that cannot be wrong this way is passed over. */
export const mutations: Record<string, Mutation> = {
  brokenBody,
  brokenBodyAgain: brokenBody,
  brokenBodyMore: brokenBody,
  unparseableBody,
  deepBody,
  wrongRoot,
  hugeBody,
  wrongType,
  unknownParameter,
  repeatedParameter,
  missingParameter,
  wrongParameter,
  wrongParameterAgain: wrongParameter,
  wrongCursor,
  missingVersion,
  wrongVersion,
  unknownKey,
  noKey,
  lackingKey,
  unknownAddress,
}

/** The call with one fault, of a kind that the operation can have. */
export function mutate(shop: Workshop, valid: Call): Mutant | undefined {
  // A key that lacks another scope would be a second fault.
  const isKeyed = valid.headers.authorization !== undefined
  const call = isKeyed ? withHeader(valid, 'authorization', `Bearer ${shop.keys.all}`) : valid
  const names = Object.keys(mutations)
  const start = roll(shop.draw, names.length)
  for (const name of [...names.slice(start), ...names.slice(0, start)]) {
    const mutant = mutations[name]?.(shop, call)
    if (mutant !== undefined) return mutant
  }
  return undefined
}
