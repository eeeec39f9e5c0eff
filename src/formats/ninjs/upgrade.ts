// Items of ninjs 1.x and 2.x in the words of 3.1, as IPTC's own examples of the three have them. 2.x differs in the case of its names;
// 1.x has objects and name endings where 3.x has lists with roles, and a code within a scheme where 3.x has an address.

import { isObject, isUri, type Json, type JsonObject } from './shape.ts'
import { nameIn2, ninjs3 } from './shapes.ts'

/** An item of 2.x in the words of 3.1; what 3.1 does not know keeps its name. */
export function from2(item: JsonObject): JsonObject {
  const names = namesOf3()
  const rename = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(rename)
    if (!isObject(value)) return value
    const renamed = Object.entries(value).map(([name, inner]) => {
      const is3 = names.get(name) ?? name
      return [is3, is3 === 'geoJSON' ? inner : rename(inner)]
    })
    return withSymbol(Object.fromEntries(renamed))
  }
  // A renamed object is an object.
  return rename(item) as JsonObject
}

/** The ticker of 1.x and 2.x is the symbol of 3.x, unless that is given beside it. */
const withSymbol = ({ ticker, ...value }: JsonObject): JsonObject => {
  if (ticker === undefined) return value
  return value.symbol === undefined || value.symbol === ticker
    ? { ...value, symbol: ticker }
    : { ...value, ticker }
}

/** Names of 3.x by those of 2.x. */
function namesOf3(): Map<string, string> {
  const nested =
    'contentType charCount wordCount contactInfo postalCode symbolType geoJSON sizeInBytes langId linkedRights encodedRights'
  const names = [...Object.keys(ninjs3.fields), ...nested.split(' ')]
  return new Map(names.map((name) => [nameIn2(name), name]))
}

/** An item of 1.x in the words of 3.1; what 3.1 does not know keeps its name. */
export function from1(item: JsonObject): JsonObject {
  const { headlines, descriptions, bodies, others } = writtenIn(item)
  const { person, organisation, place, subject, event, object, infosource, genre, ...rest } = others
  const { associations, renditions, altids, trustindicator, charcount, wordcount, guid, ...plain } = rest
  const counted = withCounts(bodies, { charCount: charcount, wordCount: wordcount })
  const uri = uriOf(plain.uri, guid)
  return without({
    ...from2(renamed(plain)),
    ...uri,
    headlines: listed(headlines),
    descriptions: listed(descriptions),
    ...counted,
    people: concepts(person),
    organisations: concepts(organisation),
    places: concepts(place),
    subjects: concepts(subject),
    events: concepts(event),
    objects: concepts(object),
    infoSources: concepts(infosource, 'role'),
    genres: concepts(genre),
    trustIndicators: concepts(trustindicator)?.map(toIndicator),
    renditions: byName(renditions, (rendition) => from2(renamed(rendition))),
    associations: byName(associations, (one, name) => withUri(from1(one), name, uri.uri)),
    altIds: altIdsOf(altids),
  })
}

const without = (value: Record<string, Json | undefined>): JsonObject =>
  // What is undefined has gone.
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as JsonObject

const listed = (all: Json[]): Json[] | undefined => (all.length === 0 ? undefined : all)

const newNames: Record<string, string> = {
  byline: 'by',
  mimetype: 'contenttype',
  $standard: 'standard',
}
const newValues: Record<string, string> = { complete: 'full', incomplete: 'partial' }

/** Plain fields with the names of 2.x. */
const renamed = (item: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => {
      const isExtent = name === 'representationtype' && typeof value === 'string'
      return [newNames[name] ?? name, isExtent ? (newValues[value] ?? value) : value]
    }),
  )

const contentTypes: Record<string, string> = {
  text: 'text/plain',
  html: 'text/html',
  html5: 'text/html',
  richtext: 'text/html',
  xhtml: 'application/xhtml+xml',
}

/** Headlines, descriptions and bodies, whose roles are the ends of their names. */
function writtenIn(item: JsonObject) {
  const found = { headline: [] as Json[], description: [] as Json[], body: [] as Json[] }
  const others: JsonObject = {}
  for (const [name, value] of Object.entries(item)) {
    const [, kind, role = 'main'] = /^(headline|description|body)(?:_(.+))?$/.exec(name) ?? []
    if (kind === undefined) others[name] = value
    else {
      const contentType = contentTypes[role.split('_').at(-1) ?? '']
      found[kind as keyof typeof found].push(without({ role, contentType, value }))
    }
  }
  return { headlines: found.headline, descriptions: found.description, bodies: found.body, others }
}

/** The counts of 1.x are of the body as such; here they are of its first form. */
function withCounts(
  bodies: Json[],
  counts: { charCount: Json | undefined; wordCount: Json | undefined },
): JsonObject {
  const [first, ...others] = bodies
  const given = without(counts)
  if (!isObject(first)) return given
  return { bodies: [{ ...first, ...given }, ...others] }
}

function uriOf(uri: Json | undefined, guid: Json | undefined): JsonObject {
  if (uri === undefined) return guid === undefined ? {} : { uri: guid }
  return guid === undefined ? { uri } : { uri, guid }
}

/** What is associated has an address of its own in 3.x; one that has none gets that of its place. */
function withUri(item: JsonObject, name: string, parent: Json | undefined): JsonObject {
  if (typeof item.uri === 'string' && isUri(item.uri)) return item
  const base = typeof parent === 'string' && isUri(parent) ? parent.split('#', 1)[0] : 'urn:ninjs:association'
  const former =
    item.uri === undefined ? {} : { altIds: [...asList(item.altIds), { role: 'uri', value: item.uri }] }
  return { ...item, ...former, uri: `${base}#${encodeURIComponent(name)}` }
}

const asList = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

/** Concepts whose code and scheme become an address, where they make one; the code stays as it is sent too. */
function concepts(given: Json | undefined, rel = 'rel'): Json[] | undefined {
  if (!Array.isArray(given)) return undefined
  return given.map((concept) => {
    if (!isObject(concept)) return concept
    const { rel: relation, scheme, code, ...others } = concept
    const uri = conceptUri(scheme, code)
    const geometry = Object.entries(others).filter(([name]) => name.startsWith('geometry_'))
    const [first, ...more] = geometry
    const plain = Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('geometry_')))
    return without({
      ...from2(plain),
      [rel]: relation,
      literal: code,
      uri,
      ...(uri === undefined && { scheme }),
      geoJSON: first?.[1],
      ...Object.fromEntries(more),
    })
  })
}

function conceptUri(scheme: Json | undefined, code: Json | undefined): string | undefined {
  if (typeof scheme !== 'string' || typeof code !== 'string') return undefined
  const uri = `${scheme}${/[/#:=?]$/.test(scheme) ? '' : '/'}${code}`
  return isUri(uri) ? uri : undefined
}

function toIndicator(concept: Json): Json {
  if (!isObject(concept)) return concept
  const { uri, literal, ...others } = concept
  return without(uri === undefined ? { ...others, literal } : { ...others, role: uri })
}

/** An object by name as a list of what has a name. */
const byName = (
  given: Json | undefined,
  toItem: (value: JsonObject, name: string) => JsonObject,
): Json[] | undefined =>
  isObject(given)
    ? Object.entries(given).map(([name, value]) =>
        isObject(value) ? { ...toItem(value, name), name } : { name, value },
      )
    : undefined

const altIdsOf = (given: Json | undefined): Json[] | undefined =>
  isObject(given)
    ? Object.entries(given).map(([role, value]) => ({
        role,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      }))
    : undefined
