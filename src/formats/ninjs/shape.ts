// A small language for the shapes of JSON, in which a value is checked with a pointer to each place that is wrong, or fitted: what a
// shape has no place for is put aside with its path instead of being lost.

import { isInstant } from '../../text/instant.ts'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type JsonObject = { [name: string]: Json }

export interface Leaf {
  is: 'text' | 'number' | 'integer' | 'instant' | 'uri' | 'partDate' | 'geoJson' | 'anything'
  min?: number
  max?: number
}

/** What is wrong with an object beside its fields; `as` gives a field's name in the version at hand. */
type Rule = (value: JsonObject, as?: (name: string) => string) => { name: string; what: string } | undefined

export interface Fields {
  fields: Record<string, Shape>
  /** Fields by what their names look like. */
  patterns?: readonly { name: RegExp; shape: Shape | (() => Shape) }[]
  needs?: readonly string[]
  rule?: Rule
  /** Whether it takes any other field too. */
  open?: boolean
}

export type Shape = Leaf | { oneOf: readonly string[] } | { list: () => Shape } | Fields

export interface Problem {
  /** JSON Pointer (RFC 6901). */
  pointer: string
  message: string
}

/** What found no place, by the names that lead to it. */
export interface Leftover {
  path: readonly string[]
  value: Json
}

export const list = (shape: Shape): Shape => ({ list: () => shape })
export const fields = (all: Record<string, Shape>, more: Omit<Fields, 'fields'> = {}): Fields => ({
  fields: all,
  ...more,
})

export const exactlyOne =
  (one: string, other: string): Rule =>
  (value, as = (name) => name) =>
    (value[as(one)] === undefined) === (value[as(other)] === undefined)
      ? { name: '', what: `must have either "${as(one)}" or "${as(other)}".` }
      : undefined

/** An event has one beginning or one end: exact, or expected. */
export const hasOneTime: Rule = (value) => {
  const isOne = (one: string, other: string) => (value[one] === undefined) !== (value[other] === undefined)
  return isOne('startDate', 'expectedStartDate') || isOne('endDate', 'expectedEndDate')
    ? undefined
    : { name: '', what: 'must have one beginning or one end, either exact or expected.' }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 3986, without the rarer forms of an authority. */
export const isUri = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9a-f]{2})+(?:#(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9a-f]{2})*)?$/i.test(
    text,
  ) && !/^https?:(?!\/\/[^/?#:@]+(?::\d*)?(?:[/?#]|$))/i.test(text)

const partDate =
  /^-?\d{4,9}(?:-(?:1[0-2]|0[1-9])(?:-(?:3[01]|0[1-9]|[12]\d)(?:T(?:2[0-3]|[01]\d):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:2[0-3]|[01]\d):[0-5]\d)?)?)?)?$/

const leaves: Record<Leaf['is'], { fits: (value: Json) => boolean; what: string }> = {
  text: { fits: (value) => typeof value === 'string', what: 'must be a text.' },
  number: { fits: (value) => typeof value === 'number', what: 'must be a number.' },
  integer: { fits: (value) => Number.isSafeInteger(value), what: 'must be a whole number.' },
  instant: {
    fits: (value) => typeof value === 'string' && isInstant(value),
    what: 'must be an instant with an offset, such as 2026-11-24T09:00:00Z.',
  },
  uri: { fits: (value) => typeof value === 'string' && isUri(value), what: 'must be an absolute URI.' },
  partDate: {
    fits: (value) => typeof value === 'string' && partDate.test(value),
    what: 'must be a date, a part of one, or an instant.',
  },
  geoJson: { fits: isGeoJson, what: 'must be GeoJSON (RFC 7946).' },
  anything: { fits: () => true, what: '' },
}

const depths: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

function isGeoJson(value: Json): boolean {
  if (!isObject(value) || typeof value.type !== 'string') return false
  const { type, coordinates, geometries, geometry, features, properties } = value
  const areAll = (all: Json | undefined) => Array.isArray(all) && all.every(isGeoJson)
  if (type === 'GeometryCollection') return areAll(geometries)
  if (type === 'FeatureCollection') return areAll(features)
  if (type === 'Feature') return properties !== undefined && (geometry === null || isGeoJson(geometry ?? ''))
  const depth = Object.hasOwn(depths, type) ? depths[type] : undefined
  return depth !== undefined && arePositions(coordinates, depth)
}

const arePositions = (value: Json | undefined, depth: number): boolean =>
  Array.isArray(value) &&
  (depth > 0
    ? value.every((inner) => arePositions(inner, depth - 1))
    : value.length >= 2 && value.every((number) => typeof number === 'number'))

function fitsLeaf({ is, min, max }: Leaf, value: Json): boolean {
  const inRange =
    typeof value !== 'number' || ((min === undefined || value >= min) && (max === undefined || value <= max))
  return leaves[is].fits(value) && inRange
}

const whatOf = ({ is, min, max }: Leaf): string =>
  min === undefined ? leaves[is].what : `must be a whole number from ${min} to ${max}.`

/** The shape that a field of an object has; undefined for one that it does not take. */
function shapeOf({ fields, patterns = [], open }: Fields, name: string): Shape | undefined {
  if (Object.hasOwn(fields, name)) return fields[name]
  const shape = patterns.find((pattern) => pattern.name.test(name))?.shape
  return typeof shape === 'function' ? shape() : (shape ?? (open ? { is: 'anything' } : undefined))
}

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Everything that is wrong with a value. */
export function check(shape: Shape, value: Json, pointer = ''): Problem[] {
  const wrong = (what: string, at = pointer): Problem[] => [
    { pointer: at, message: `"${at === '' ? '/' : at}" ${what}` },
  ]
  if ('is' in shape) return fitsLeaf(shape, value) ? [] : wrong(whatOf(shape))
  if ('oneOf' in shape)
    return shape.oneOf.some((one) => one === value) ? [] : wrong(`must be one of: ${shape.oneOf.join(', ')}.`)
  if ('list' in shape) {
    if (!Array.isArray(value)) return wrong('must be a list.')
    const inner = shape.list()
    return value.flatMap((one, i) => check(inner, one, `${pointer}/${i}`))
  }
  if (!isObject(value)) return wrong('must be an object.')
  const missing = (shape.needs ?? []).filter((name) => value[name] === undefined)
  const broken = shape.rule?.(value)
  return [
    ...missing.flatMap((name) => wrong('is required.', `${pointer}/${escaped(name)}`)),
    ...(broken === undefined
      ? []
      : wrong(broken.what, broken.name === '' ? pointer : `${pointer}/${broken.name}`)),
    ...Object.entries(value).flatMap(([name, one]) => {
      const inner = shapeOf(shape, name)
      const at = `${pointer}/${escaped(name)}`
      return inner === undefined ? wrong('is no field of this object.', at) : check(inner, one, at)
    }),
  ]
}

/** The part of a value that fits the shape; undefined where nothing does. The rest goes to the leftovers, leaf by leaf. */
export function fit(
  shape: Shape,
  value: Json,
  { path = [], leftovers }: { path?: readonly string[]; leftovers: Leftover[] },
): Json | undefined {
  const setAside = (): undefined => {
    leftovers.push(...leavesOf(value, path))
    return undefined
  }
  if ('is' in shape || 'oneOf' in shape) return check(shape, value).length === 0 ? value : setAside()
  if ('list' in shape) {
    if (!Array.isArray(value)) return setAside()
    const inner = shape.list()
    return value.flatMap((one, i) => fit(inner, one, { path: [...path, String(i)], leftovers }) ?? [])
  }
  if (!isObject(value)) return setAside()
  const own: Leftover[] = []
  const kept = Object.entries(value).flatMap(([name, one]) => {
    const inner = shapeOf(shape, name)
    const below = { path: [...path, name], leftovers: own }
    const fitted = inner === undefined ? fit({ oneOf: [] }, one, below) : fit(inner, one, below)
    return fitted === undefined ? [] : [[name, fitted] as const]
  })
  const fitted = Object.fromEntries(kept)
  if ((shape.needs ?? []).some((name) => fitted[name] === undefined) || shape.rule?.(fitted) !== undefined)
    return setAside()
  leftovers.push(...own)
  return fitted
}

/** Texts, numbers and truths of a value; what is empty says nothing. */
export function leavesOf(value: Json, path: readonly string[] = []): Leftover[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((one, i) => leavesOf(one, [...path, String(i)]))
  if (isObject(value)) return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]))
  return [{ path, value }]
}
