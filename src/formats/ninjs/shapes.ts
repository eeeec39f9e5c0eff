// What ninjs is made of (https://iptc.org/std/ninjs/): the shapes of 3.1, and of 2.x and 1.x as they differ. All objects are closed, as
// the schemas close them. 1.x is taken as it is sent: its oldest versions had neither formats of instants nor absolute addresses,
// and Superdesk adds fields of its own.

import { exactlyOne, type Fields, fields, hasOneTime, list, type Shape } from './shape.ts'

const text: Shape = { is: 'text' }
const number: Shape = { is: 'number' }
const integer: Shape = { is: 'integer' }
const instant: Shape = { is: 'instant' }
const uri: Shape = { is: 'uri' }
const anything: Shape = { is: 'anything' }
const oneOf = (...values: string[]): Shape => ({ oneOf: values })
const range = (min: number, max: number): Shape => ({ is: 'integer', min, max })

const status = oneOf('usable', 'withheld', 'canceled')
const type = oneOf(
  'text',
  'audio',
  'video',
  'picture',
  'graphic',
  'composite',
  'component',
  'event',
  'planning',
)
const concept = { name: text, rel: text, uri, literal: text }
const address = fields({ lines: list(text), locality: text, area: text, postalCode: text, country: text })
const contactInfo = list(
  fields(
    { type: text, role: text, lang: text, name: text, value: text, address },
    { rule: exactlyOne('value', 'address') },
  ),
)
const symbols = list(fields({ exchange: text, symbolType: uri, symbol: text }))
const organisation = fields({ ...concept, symbols, contactInfo })
const rendition = fields(
  {
    name: text,
    href: uri,
    contentType: text,
    title: text,
    width: integer,
    height: integer,
    sizeInBytes: integer,
    duration: number,
    format: text,
    aspectRatio: text,
    videoCodec: text,
    frameRate: number,
    poi: fields({ x: integer, y: integer }),
    transportProtocol: text,
    scanType: oneOf('progressive', 'interlaced'),
    bitrate: text,
  },
  { needs: ['name'] },
)
const written = { role: text, contentType: text, value: text }
const partDate: Shape = { is: 'partDate' }
const dates = fields(
  {
    startDate: instant,
    endDate: instant,
    expectedStartDate: partDate,
    expectedEndDate: partDate,
    expectedDuration: text,
    recurrence: fields({
      recurrenceDates: partDate,
      recurrenceRules: list(
        fields({
          frequency: oneOf('secondly', 'minutely', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'),
          interval: integer,
          until: instant,
          count: integer,
        }),
      ),
    }),
  },
  { rule: hasOneTime },
)
const coverage = fields({
  uri,
  title: text,
  pubStatus: status,
  type,
  commissioned: fields({ by: text, on: instant, references: list(fields({ name: text, value: text })) }),
  dates,
  audiences: list(fields({ audience: text, significance: integer })),
  exclAudience: list(text),
  edNote: text,
  urgency: range(1, 9),
  language: text,
  itemCount: fields({ rangeFrom: integer, rangeTo: integer }),
  wordCount: integer,
  renditions: list(rendition),
})

const itemFields: Record<string, Shape> = {
  uri,
  type,
  representationType: oneOf('full', 'partial'),
  profile: text,
  version: text,
  firstCreated: instant,
  versionCreated: instant,
  contentCreated: instant,
  embargoedUntil: instant,
  pubStatus: status,
  urgency: range(1, 9),
  copyrightHolder: text,
  copyrightNotice: text,
  usageTerms: text,
  edNote: text,
  language: text,
  descriptions: list(fields(written, { needs: ['value'] })),
  bodies: list(fields({ ...written, charCount: integer, wordCount: integer }, { needs: ['value'] })),
  headlines: list(fields(written, { needs: ['value'] })),
  people: list(fields({ ...concept, contactInfo })),
  organisations: list(organisation),
  places: list(fields({ ...concept, contactInfo, geoJSON: { is: 'geoJson' } })),
  subjects: list(fields({ ...concept, creator: text, relevance: range(0, 100), confidence: range(0, 100) })),
  events: list(fields({ ...concept, id: text })),
  eventDetails: fields({ eventStatus: uri, plannedCoverageStatus: uri, dates, organiser: organisation }),
  plannedCoverage: list(coverage),
  objects: list(fields(concept)),
  infoSources: list(fields({ name: text, role: text, uri, literal: text, contactInfo })),
  title: text,
  by: text,
  slugline: text,
  located: text,
  renditions: list(rendition),
  associations: { list: () => association },
  altIds: list(fields({ role: text, value: text })),
  trustIndicators: list(fields({ role: uri, title: text, href: uri })),
  standard: fields({ name: text, version: text, schema: uri }),
  genres: list(fields({ name: text, uri: text, literal: text })),
  expires: instant,
  rightsInfo: fields(
    { langId: uri, linkedRights: uri, encodedRights: text },
    { rule: exactlyOne('linkedRights', 'encodedRights') },
  ),
  digitalSourceType: fields({ name: text, uri, literal: text }),
}

/** An item of ninjs 3.1. */
export const ninjs3: Fields = fields(itemFields, { needs: ['uri'] })
const association: Fields = fields({ ...itemFields, name: text, rel: text }, { needs: ['name', 'uri'] })

/** Names of 3.x by those of 2.x, where they are more than the same in small letters. */
const ownNames2: Record<string, string> = { embargoedUntil: 'embargoed' }

/** A field of 3.x as 2.x calls it. */
export const nameIn2 = (name: string): string => ownNames2[name] ?? name.toLowerCase()

/** What came with 3.x. */
const later = new Set(
  'eventDetails plannedCoverage aspectRatio videoCodec frameRate poi transportProtocol scanType bitrate id'.split(
    ' ',
  ),
)
const types2 = oneOf('text', 'audio', 'video', 'picture', 'graphic', 'composite', 'component')

/** The same shape in the words of 2.x, with whole numbers wherever there is a number. */
function as2(shape: Shape): Shape {
  if ('list' in shape) return { list: () => as2(shape.list()) }
  if ('is' in shape) return shape.is === 'integer' && shape.max !== 100 ? number : shape
  if ('oneOf' in shape) return shape === type ? types2 : shape
  const { needs = [], rule } = shape
  const kept = Object.entries(shape.fields).filter(([name]) => !later.has(name))
  return {
    ...shape,
    fields: Object.fromEntries(kept.map(([name, inner]) => [nameIn2(name), as2(inner)])),
    needs: needs.map(nameIn2),
    ...(rule !== undefined && { rule: (value) => rule(value, nameIn2) }),
  }
}

/** An item of ninjs 2.0 to 2.2: 2.0 knew relative addresses of items, and the development version of 2.x had advices. */
export const ninjs2: Fields = (() => {
  const shape = as2(ninjs3) as Fields
  const symbols2 = list(fields({ ticker: text, exchange: text, symboltype: uri, symbol: text }))
  const contactinfo = as2(contactInfo)
  const organisations = list(fields({ ...concept, symbols: symbols2, contactinfo }))
  const more = { organisations, advices: list(anything) }
  const inner: Fields = {
    ...shape,
    fields: {
      ...shape.fields,
      ...more,
      name: text,
      associations: { list: () => inner },
    },
    needs: ['name', 'uri'],
  }
  return { ...shape, fields: { ...shape.fields, ...more, uri: text, associations: { list: () => inner } } }
})()

const concept1 = { name: text, rel: text, scheme: text, code: text, contactinfo: as2(contactInfo) }
const concepts1 = (more: Record<string, Shape> = {}, patterns: Fields['patterns'] = []) =>
  list(fields({ ...concept1, ...more }, { patterns }))
const rendition1 = fields({
  href: text,
  mimetype: text,
  title: text,
  height: number,
  width: number,
  sizeinbytes: number,
  duration: number,
  format: text,
  // Superdesk's.
  poi: anything,
  media: text,
  variant: text,
  usage: text,
})
/** What Superdesk and those who build on it send beside the standard's fields, and the advices of the development version. */
const beside1 =
  'guid source service priority slug originaltransmissionreference job webprio bylines replacing revisions product datetime sector readtime keywords authors annotations correction_sequence rewritten_by rewrite_of evolvedfrom extra attachments ednote_public signal advices'

/** An item of ninjs 1.0 to 1.6. */
export const ninjs1: Fields = {
  fields: {
    ...Object.fromEntries(beside1.split(' ').map((name) => [name, anything])),
    guid: text,
    ...Object.fromEntries(
      'uri mimetype profile version firstcreated versioncreated contentcreated embargoed copyrightholder copyrightnotice usageterms ednote language title byline headline slugline located expires'
        .split(' ')
        .map((name) => [name, text]),
    ),
    type: types2,
    representationtype: oneOf('complete', 'incomplete'),
    pubstatus: status,
    urgency: number,
    charcount: number,
    wordcount: number,
    person: concepts1(),
    organisation: concepts1({
      symbols: list(fields({ ticker: text, exchange: text, symboltype: text, symbol: text })),
    }),
    place: concepts1({}, [{ name: /^geometry_\w+$/, shape: fields({}, { open: true }) }]),
    subject: concepts1({ creator: text, relevance: range(0, 100), confidence: range(0, 100) }),
    event: concepts1(),
    object: concepts1(),
    infosource: concepts1(),
    genre: concepts1(),
    renditions: fields({}, { patterns: [{ name: /^\w/, shape: rendition1 }] }),
    associations: fields({}, { patterns: [{ name: /^\w/, shape: () => ninjs1 }] }),
    altids: fields({}, { open: true }),
    trustindicator: list(fields({ scheme: text, code: text, title: text, href: text })),
    $standard: fields({ name: text, version: text, schema: text }),
    rightsinfo: fields({ langid: text, linkedrights: text, encodedrights: text }),
    digitalsourcetype: fields({ name: text, uri: text, literal: text }),
  },
  patterns: [{ name: /^(?:description|body|headline)_\w+$/, shape: text }],
  needs: [],
  rule: ({ uri, guid }) =>
    uri === undefined && guid === undefined ? { name: 'uri', what: 'is required.' } : undefined,
}
