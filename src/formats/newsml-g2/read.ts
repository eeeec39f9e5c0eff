// IPTC NewsML-G2 (https://iptc.org/standards/newsml-g2/), a newsItem or a newsMessage of some, read as ninjs 3.1 by the IPTC's own table
// of what is what there. Elements are known by their names without prefixes. Refused: what `xml/records.ts` refuses, and documents
// without a newsItem; what a message holds beside newsItems (packages, concepts, events) is no story and left out.

import { documentOf, given } from '../incoming-feed.ts'
import type { JsonObject } from '../ninjs/shape.ts'
import type { XmlProblem } from '../xml/problem.ts'
import { readXmlRecords, type XmlRecord } from '../xml/records.ts'
import { bodyOf, picturesIn } from './read-content.ts'
import { allAt, localName, wholeText } from './read-elements.ts'

/** A newsItem: as ninjs 3.1, and what that has no place for. */
export interface G2Story {
  line: number
  guid: string | null
  item: JsonObject
  dateline: string | null
  authors: { name: string; title: string | null; organization: string | null }[]
}

/** The newsItems in their order, and how much else there was, or what is wrong with the document; nothing is thrown. */
export async function readNewsMlG2(
  bytes: Uint8Array,
): Promise<{ stories: G2Story[]; others: number } | { problem: XmlProblem }> {
  const stories: G2Story[] = []
  let others = 0
  for await (const piece of readXmlRecords(documentOf(bytes), shapeOf(bytes))) {
    if ('problem' in piece) return piece
    const name = localName(piece.record)
    if (name === 'newsItem') stories.push(toStory(piece.record))
    else if (/^[a-zA-Z]+Item$/.test(name)) others += 1
  }
  return { stories, others }
}

function shapeOf(bytes: Uint8Array) {
  const head = Buffer.from(bytes.subarray(0, 20_000)).toString('latin1').replaceAll('\0', '')
  const [, root = 'newsItem'] =
    /<((?:[\w-]{1,20}:)?(?:newsMessage|newsItem|packageItem|conceptItem|knowledgeItem))[\s>]/.exec(head) ?? []
  return { root, recordDepth: root.endsWith('newsMessage') ? 3 : 1, isMixed: true }
}

const textAt = (record: XmlRecord, ...path: string[]): string | undefined => {
  const [first] = allAt(record, ...path)
  return first === undefined ? undefined : lineOf(wholeText(first))
}
const lineOf = (text: string): string | undefined => given(text.replace(/\s+/g, ' ')) ?? undefined

/** What a concept is called: in the language of the item, else as it comes. */
function nameOf(concept: XmlRecord, language: string | undefined): string | undefined {
  const names = allAt(concept, 'name').filter(({ attributes }) => attributes.role !== 'nrol:mnemonic')
  const own = names.find(({ attributes }) => attributes['xml:lang'] === language)
  const name = own ?? names[0]
  return (name && lineOf(wholeText(name))) ?? given(concept.attributes.literal) ?? undefined
}

/** Without what is not known. */
const known = (fields: Record<string, JsonObject[string] | undefined>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as JsonObject

const types: Record<string, string> = {
  picture: 'picture',
  graphic: 'graphic',
  video: 'video',
  audio: 'audio',
}

function toStory(record: XmlRecord): G2Story {
  const { attributes } = record
  const [meta] = allAt(record, 'itemMeta')
  const [content] = allAt(record, 'contentMeta')
  const language = allAt(record, 'contentMeta', 'language')[0]?.attributes.tag ?? attributes['xml:lang']
  const [itemClass] = allAt(record, 'itemMeta', 'itemClass')
  const type = types[codeOf(itemClass?.attributes.qcode)] ?? 'text'
  const byRole = (name: string, value: string) =>
    allAt(content, name).map((one) =>
      known({ role: roleOf(one.attributes.role, name), [value]: wholeText(one).trim() || undefined }),
    )
  const headlines = byRole('headline', 'value').filter(({ value }) => value !== undefined)
  const descriptions = byRole('description', 'value').filter(({ value }) => value !== undefined)
  const creditLine = content && textAt(content, 'creditline')
  const [provider] = allAt(meta, 'provider')
  const isPicture = type !== 'text'
  const creators = allAt(content, 'creator')
  const names = creators.flatMap((one) => nameOf(one, language) ?? [])
  const by =
    (content && textAt(content, 'by')) ?? (isPicture && names.length > 0 ? names.join(', ') : undefined)
  const [rights] = allAt(record, 'rightsInfo')
  const item = known({
    uri: given(attributes.guid) ?? undefined,
    type,
    version: attributes.version,
    language,
    pubStatus: codeOf(allAt(meta, 'pubStatus')[0]?.attributes.qcode) || undefined,
    embargoedUntil: embargoOf(meta),
    title: meta && textAt(meta, 'title'),
    slugline: content && textAt(content, 'slugline'),
    by,
    located: allAt(content, 'located').flatMap((place) => nameOf(place, language) ?? [])[0],
    headlines,
    descriptions: [
      ...descriptions,
      ...(creditLine === undefined ? [] : [{ role: 'creditline', value: creditLine }]),
    ],
    bodies: bodiesOf(record),
    infoSources: [
      ...(provider === undefined ? [] : [providerOf(provider, language)]),
      ...(isPicture
        ? allAt(content, 'infoSource').map((one) => known({ role: 'supplier', name: nameOf(one, language) }))
        : []),
    ],
    genres: allAt(content, 'genre').flatMap((genre) =>
      genre.attributes.qcode === undefined ? [known({ name: nameOf(genre, language) })] : [],
    ),
    subjects: [
      ...allAt(content, 'keyword').map((one) => ({ name: lineOf(wholeText(one)) ?? '', rel: 'keyword' })),
      ...allAt(content, 'subject').map((one) => subjectOf(one, language)),
    ],
    copyrightNotice: rights && textAt(rights, 'copyrightNotice'),
    usageTerms: rights && textAt(rights, 'usageTerms'),
    renditions: isPicture ? renditionsOf(record) : undefined,
    associations: isPicture ? undefined : picturesIn(record),
  })
  return {
    line: record.line,
    guid: given(attributes.guid),
    item,
    dateline: (content && textAt(content, 'dateline')) ?? null,
    authors: isPicture ? [] : creators.flatMap((one) => authorOf(one, language)),
  }
}

/** The part of a code behind its scheme: `usable` of `stat:usable`. */
const codeOf = (qcode: string | undefined): string => qcode?.slice(qcode.indexOf(':') + 1) ?? ''

function roleOf(role: string | undefined, name: string): string | undefined {
  const code = codeOf(role).toLowerCase()
  if (code === '') return undefined
  return name === 'description' && /^(?:abstract|teaser|lead)$/.test(code) ? 'summary' : code
}

/** An embargo without an instant holds until the sender ends it. */
function embargoOf(meta: XmlRecord | undefined): string | undefined {
  const [embargoed] = allAt(meta, 'embargoed')
  return embargoed === undefined ? undefined : (lineOf(wholeText(embargoed)) ?? 'until it is ended')
}

const bodiesOf = (record: XmlRecord): JsonObject[] => {
  const body = bodyOf(record)
  return body === undefined ? [] : [{ role: 'main', ...body }]
}

const providerOf = (provider: XmlRecord, language: string | undefined): JsonObject =>
  known({
    role: 'provider',
    name: nameOf(provider, language) ?? (codeOf(provider.attributes.qcode) || undefined),
    uri: provider.attributes.uri,
  })

function subjectOf(subject: XmlRecord, language: string | undefined): JsonObject {
  const { qcode, uri, literal } = subject.attributes
  const topic = /^medtop:(\d{8})$/.exec(qcode ?? '')?.[1]
  const address = topic === undefined ? uri : `http://cv.iptc.org/newscodes/mediatopic/${topic}`
  const name = nameOf(subject, language)
  return known({
    name,
    rel: 'about',
    uri: address,
    literal: qcode ?? (literal === name ? undefined : literal),
  })
}

function authorOf(creator: XmlRecord, language: string | undefined): G2Story['authors'] {
  const name = nameOf(creator, language)
  const related = (rel: RegExp) => {
    const [found] = allAt(creator, 'related').filter(({ attributes }) => rel.test(attributes.rel ?? ''))
    return found === undefined ? null : (nameOf(found, language) ?? null)
  }
  if (name === undefined) return []
  return [{ name, title: related(/jobtitle/i), organization: related(/memberof/i) }]
}

function renditionsOf(record: XmlRecord): JsonObject[] {
  const size = (text: string | undefined) => (/^\d{1,7}$/.test(text ?? '') ? Number(text) : undefined)
  return allAt(record, 'contentSet', 'remoteContent').map(({ attributes }) =>
    known({
      name: codeOf(attributes.rendition) || undefined,
      href: attributes.href,
      contentType: attributes.contenttype,
      width: size(attributes.width),
      height: size(attributes.height),
    }),
  )
}
