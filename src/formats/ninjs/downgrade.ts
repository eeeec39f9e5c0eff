// Items of ninjs 3.1 in the words of 2.2 and 1.6, for those who read no other. What the older version has no place for is left out.

import { fit, isObject, isUri, type Json, type JsonObject } from './shape.ts'
import { nameIn2, ninjs1, ninjs2 } from './shapes.ts'

const schemaOf = (version: string) => `http://www.iptc.org/std/ninjs/ninjs-schema_${version}.json`

/** The item in the words of 2.2. */
export function to2(item: JsonObject): JsonObject {
  const lowered = { ...lower(item), standard: { name: 'ninjs', version: '2.2', schema: schemaOf('2.2') } }
  // An item that has its `uri` fits at least with that.
  return fit(ninjs2, lowered, { leftovers: [] }) as JsonObject
}

function lower(item: JsonObject): JsonObject {
  const inner = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inner)
    return isObject(value) ? lower(value) : value
  }
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [nameIn2(name), name === 'geoJSON' ? value : inner(value)]),
  )
}

/** The item in the words of 1.6. */
export function to1(item: JsonObject): JsonObject {
  const standard = { name: 'ninjs', version: '1.6', schema: schemaOf('1.6') }
  // The shape of 1.x needs no more than what is there.
  return fit(ninjs1, { ...itemOf1(item), $standard: standard }, { leftovers: [] }) as JsonObject
}

const all = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

function itemOf1(item: JsonObject): JsonObject {
  const {
    headlines,
    descriptions,
    bodies,
    by,
    representationType,
    standard,
    renditions,
    associations,
    ...rest
  } = item
  const { people, organisations, places, subjects, events, objects, infoSources, genres, ...more } = rest
  const { altIds, trustIndicators, ...plain } = more
  const [body] = all(bodies)
  return without({
    ...lower(plain),
    byline: by,
    representationtype: representationType === undefined ? undefined : extents[String(representationType)],
    ...written('headline', headlines, 'headline'),
    ...written('description', descriptions, 'description_text'),
    ...written('body', bodies, 'body_text'),
    charcount: body?.charCount,
    wordcount: body?.wordCount,
    person: concepts(people),
    organisation: concepts(organisations),
    place: concepts(places),
    subject: concepts(subjects),
    event: concepts(events),
    object: concepts(objects),
    infosource: concepts(infoSources),
    genre: concepts(genres)?.map(({ rel: _, ...genre }) => genre),
    trustindicator: concepts(trustIndicators)?.map(({ rel: _, ...one }) => one),
    renditions: byName(renditions, ({ contentType, ...one }) =>
      without({ ...lower(one), mimetype: contentType }),
    ),
    associations: byName(associations, ({ rel: _, ...one }) => itemOf1(one)),
    altids: altIds === undefined ? undefined : byRole(altIds),
  })
}

const extents: Record<string, string> = { full: 'complete', partial: 'incomplete' }

const without = (value: Record<string, Json | undefined>): JsonObject =>
  // What is undefined has gone.
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as JsonObject

/** Texts of one kind as fields whose names end in their roles; the main one of them has a name of its own. */
function written(kind: string, given: Json | undefined, main: string): JsonObject {
  const found: JsonObject = {}
  for (const { role, contentType, value } of all(given)) {
    const isMain = role === undefined || role === 'main' || role === 'text'
    const isMarked = typeof contentType === 'string' && contentType.includes('html')
    const plain = isMain ? main : `${kind}_${wordOf(role)}`
    const name = isMarked ? `${kind}_${isMain ? '' : `${wordOf(role)}_`}html` : plain
    found[freeName(found, name)] = value ?? null
  }
  return found
}

/** A name in the letters that 1.x takes. */
const wordOf = (name: Json | undefined): string => String(name ?? '').replace(/\W/g, '_') || '_'

function freeName(taken: object, name: string): string {
  let free = name
  for (let n = 2; Object.hasOwn(taken, free); n++) free = `${name}_${n}`
  return free
}

/** An address is the code within its scheme, where it ends in that; else all but its last part is the scheme. */
function concepts(given: Json | undefined): JsonObject[] | undefined {
  if (given === undefined) return undefined
  return all(given).map(({ uri, literal, role, geoJSON, ...others }) => {
    const address = typeof uri === 'string' ? uri : typeof role === 'string' && isUri(role) ? role : undefined
    const { scheme, code } =
      address === undefined ? { scheme: undefined, code: literal } : split(address, literal)
    const rel = others.rel ?? (typeof role === 'string' && role !== address ? role : undefined)
    return without({ ...lower(others), rel, scheme, code, geometry_geojson: geoJSON })
  })
}

function split(uri: string, literal: Json | undefined): { scheme: string | undefined; code: Json } {
  const at =
    typeof literal === 'string' && literal !== '' && uri.endsWith(literal)
      ? uri.length - literal.length
      : startOfLastPart(uri)
  const scheme = uri.slice(0, at)
  return isUri(scheme) ? { scheme, code: uri.slice(at) } : { scheme: undefined, code: uri }
}

/** Behind the last slash, hash or colon that anything follows. */
function startOfLastPart(uri: string): number {
  const inner = uri.slice(0, -1)
  return Math.max(...['/', '#', ':'].map((mark) => inner.lastIndexOf(mark))) + 1
}

function byName(given: Json | undefined, toValue: (one: JsonObject) => JsonObject): JsonObject | undefined {
  if (given === undefined) return undefined
  const found: JsonObject = {}
  for (const { name, ...one } of all(given)) found[freeName(found, wordOf(name))] = toValue(one)
  return found
}

function byRole(given: Json): JsonObject {
  const found: JsonObject = {}
  for (const { role, value } of all(given)) found[freeName(found, String(role ?? 'id'))] = value ?? null
  return found
}
