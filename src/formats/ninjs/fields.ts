// What an item of ninjs 3.1 says in the words of our articles. It is read twice: when the item is imported, and when it is written again,
// to see what an editor has changed since.

import { parseCreditLine } from '../../extraction/credit-line.ts'
import { type Dateline, parseDateline } from '../../extraction/dateline.ts'
import { isInstant } from '../../text/instant.ts'
import { readHtml } from '../html/read.ts'
import type { StoryBlock } from '../story.ts'
import { isObject, type Json, type JsonObject } from './shape.ts'

export interface NinjsFields {
  headline: string
  /** False where it is made of something else. */
  hasHeadline: boolean
  summary: string | null
  byline: string | null
  /** Undefined where only the byline tells. */
  authors: { name: string }[] | undefined
  dateline: Omit<Dateline, 'end'> | null
  provider: { name: string; uri: string | null } | null
  section: string | null
  tags: string[]
  subjects: { name: string; qcode: string | null; uri: string | null }[]
  language: string | null
  blocks: StoryBlock[]
  media: NinjsMedia[]
  /** An instant; the end of time for an embargo that cannot be read, which then nothing but an editor ends. */
  embargoUntil: string | null
  expiresAt: string | null
  standing: 'usable' | 'withheld' | 'canceled'
}

export interface NinjsMedia {
  role: 'lead' | 'inline' | 'gallery'
  mediaUrl: string | null
  mediaType: string | null
  width: number | null
  height: number | null
  altText: string | null
  caption: string | null
  creditLine: string | null
  /** Undefined where the credit line tells both. */
  creators: string[] | undefined
  organizations: string[] | undefined
  copyrightNotice: string | null
  usageTerms: string | null
  webStatement: string | null
  rightsExpireAt: string | null
}

/** What nobody can mistake for a day that comes. */
export const endOfTime = '9999-12-31T23:59:59.999Z'

export const itemsOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : []

/** A text as our fields take it: NFC, no carriage returns or other controls; undefined for one that shows nothing. */
export function textOf(value: Json | undefined, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
  return /[^\s\p{Cf}]/u.test(text) ? [...text].slice(0, longest).join('').trim() : undefined
}

const lineOf = (value: Json | undefined, longest: number): string | undefined =>
  textOf(typeof value === 'string' ? value.replace(/\s+/g, ' ') : value, longest)

const isHtml = ({ contentType, value }: JsonObject): boolean =>
  typeof contentType === 'string'
    ? /html/i.test(contentType)
    : typeof value === 'string' && /^\s*<[a-z!]/i.test(value)

/** A text that may be marked up, as it reads. */
const plainOf = (written: JsonObject | undefined, longest: number): string | undefined => {
  if (written === undefined || !isHtml(written)) return textOf(written?.value, longest)
  const text = readHtml(String(written.value))
    .map((block) => ('text' in block ? block.text : ''))
    .filter(Boolean)
    .join('\n\n')
  return textOf(text, longest)
}

/** The first of the texts with one of these roles, in the order of the roles; `undefined` is a text without one. */
export const withRole = (
  all: readonly JsonObject[],
  ...roles: (string | undefined)[]
): JsonObject | undefined =>
  roles
    .map((role) =>
      all.find((one) => (typeof one.role === 'string' ? one.role.toLowerCase() : undefined) === role),
    )
    .find((one) => one !== undefined)

export const headlineOf = (item: JsonObject): JsonObject | undefined => {
  const headlines = itemsOf(item.headlines)
  return withRole(headlines, 'main', undefined) ?? headlines[0]
}

export const summaryOf = (item: JsonObject): JsonObject | undefined =>
  isPicture(item)
    ? undefined
    : withRole(itemsOf(item.descriptions), 'summary', 'abstract', 'text', 'main', 'lead', 'html', undefined)

const pictures = ['picture', 'graphic', 'video', 'audio']
export const isPicture = ({ type }: JsonObject): boolean =>
  typeof type === 'string' && pictures.includes(type)

/** Reads the item; nothing is thrown. */
export function readFields(item: JsonObject): NinjsFields {
  const headline = lineOf(headlineOf(item)?.value, 500)
  const { blocks, dateline } = bodyOf(item)
  const { tags, subjects } = subjectsOf(item)
  const authors = itemsOf(item.people)
    .filter(({ rel }) => rel === 'author')
    .flatMap(({ name }) => lineOf(name, 200) ?? [])
  return {
    headline: headline ?? otherHeadline(item),
    hasHeadline: headline !== undefined,
    summary: plainOf(summaryOf(item), 5000) ?? null,
    byline: isPicture(item) ? null : (lineOf(item.by, 500) ?? null),
    authors:
      authors.length === 0 || isPicture(item) ? undefined : authors.slice(0, 50).map((name) => ({ name })),
    dateline,
    provider: providerOf(item),
    section: sectionOf(item),
    tags,
    subjects,
    language: languageOf(item.language),
    blocks,
    media: mediaOf(item),
    embargoUntil: embargoOf(item),
    expiresAt: typeof item.expires === 'string' ? item.expires : null,
    standing: item.pubStatus === 'canceled' || item.pubStatus === 'withheld' ? item.pubStatus : 'usable',
  }
}

function otherHeadline(item: JsonObject): string {
  const [description] = itemsOf(item.descriptions)
  const [coverage] = itemsOf(item.plannedCoverage)
  const others = [item.title, item.slugline, plainOf(description, 500), coverage?.title, item.uri]
  const [role] = itemsOf(item.altIds).filter((one) => one.role === 'uri')
  return [...others, role?.value].map((one) => lineOf(one, 250)).find(Boolean) ?? 'Untitled'
}

function bodyOf(item: JsonObject): Pick<NinjsFields, 'blocks' | 'dateline'> {
  const bodies = itemsOf(item.bodies).filter(({ value }) => textOf(value, 1) !== undefined)
  const body = bodies.find(isHtml) ?? bodies[0]
  if (body === undefined) return { blocks: [], dateline: null }
  const blocks = (
    isHtml(body) ? readHtml(String(body.value).normalize('NFC')) : paragraphsOf(body.value)
  ).map(withinLimits)
  const [first, ...others] = blocks.slice(0, 2000)
  const found = first?.type === 'paragraph' ? parseDateline(first.text) : undefined
  if (first?.type !== 'paragraph' || found === undefined || found.text.length > 300)
    return { blocks: blocks.slice(0, 2000), dateline: null }
  const { end, ...dateline } = found
  const text = first.text.slice(end).trim()
  return { blocks: text === '' ? others : [{ ...first, text }, ...others], dateline }
}

/** Paragraphs of plain text are parted by blank lines, or else by line breaks. */
function paragraphsOf(value: Json | undefined): StoryBlock[] {
  const text = textOf(value, 2_000_000) ?? ''
  const parts = /\n\s*\n/.test(text) ? text.split(/\n(?:[^\S\n]*\n)+/) : text.split('\n')
  return parts.flatMap((part) => {
    const paragraph = textOf(part, 50_000)
    return paragraph === undefined ? [] : [{ type: 'paragraph' as const, text: paragraph }]
  })
}

/** What is longer than a block may be is cut; the source keeps it whole. */
function withinLimits(block: StoryBlock): StoryBlock {
  if (block.type === 'list')
    return { ...block, items: block.items.slice(0, 500).map((item) => textOf(item, 10_000) ?? '–') }
  if (block.type === 'table') {
    const cut = (rows: readonly (readonly string[])[], most: number) =>
      rows.slice(0, most).map((cells) => cells.slice(0, 50).map((cell) => textOf(cell, 2000) ?? ''))
    const { caption, headerRows = [] } = block
    return {
      ...block,
      caption: textOf(caption ?? undefined, 500) ?? null,
      headerRows: cut(headerRows, 10),
      rows: cut(block.rows, 500),
    }
  }
  if (block.type === 'heading') return { ...block, text: textOf(block.text, 1000) ?? '–' }
  return 'text' in block ? { ...block, text: textOf(block.text, 50_000) ?? '–' } : block
}

export const isWebUrl = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.length <= 2000 && /^https?:\/\/[^\s/?#@]\S*$/.test(value)

function providerOf(item: JsonObject): NinjsFields['provider'] {
  const sources = itemsOf(item.infoSources)
  const found =
    withRole(sources, 'provider') ?? (sources.length === 1 ? withRole(sources, undefined) : undefined)
  const name = lineOf(found?.name, 200)
  return name === undefined ? null : { name, uri: isWebUrl(found?.uri) ? found.uri : null }
}

/** A genre of IPTC's says how something is told, not where it stands. */
function sectionOf(item: JsonObject): string | null {
  const [genre] = itemsOf(item.genres)
  const isKind = typeof genre?.uri === 'string' && genre.uri.includes('newscodes/genre')
  return isKind || /^article\b/i.test(String(genre?.name)) ? null : (lineOf(genre?.name, 200) ?? null)
}

const qcodeShape = /^[^\s:]{1,50}:[^\s/]\S{0,48}$/

function subjectsOf(item: JsonObject): Pick<NinjsFields, 'tags' | 'subjects'> {
  const tags: string[] = []
  const subjects: NinjsFields['subjects'] = []
  for (const { name, rel, uri, literal } of itemsOf(item.subjects)) {
    const text = lineOf(name, 200)
    if (text === undefined) continue
    if (rel === 'keyword' && uri === undefined && literal === undefined) tags.push(text)
    else {
      const address = isWebUrl(uri) ? uri : null
      const isCode = typeof literal === 'string' && qcodeShape.test(literal)
      // Two spellings of a Media Topic may contradict each other; the address is what the trade goes by.
      const qcode = isCode && !(address !== null && /^medtop:/i.test(literal)) ? literal : null
      subjects.push({ name: text, qcode, uri: address })
    }
  }
  return { tags: tags.slice(0, 100), subjects: subjects.slice(0, 100) }
}

function languageOf(value: Json | undefined): string | null {
  const tag = typeof value === 'string' ? value.replaceAll('_', '-') : ''
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag) ? tag : null
}

/** 1.x has embargoes of a day, and some that are no time at all. */
function embargoOf(item: JsonObject): string | null {
  if (typeof item.embargoedUntil === 'string') return item.embargoedUntil
  const given = itemsOf(item.altIds).find(({ role }) => role === 'embargoedUntil')?.value
  if (typeof given !== 'string') return null
  const text = given.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  if (isInstant(text)) return text
  // A day has ended everywhere twelve hours after it has ended in Greenwich.
  if (!isInstant(`${text}T00:00:00Z`)) return endOfTime
  return new Date(Date.parse(`${text}T00:00:00Z`) + 36 * 60 * 60 * 1000).toISOString()
}

function mediaOf(item: JsonObject): NinjsMedia[] {
  const shown = [...(isPicture(item) ? [item] : []), ...itemsOf(item.associations).filter(isPicture)]
  return shown.slice(0, 500).map((one, i) => toMedia(one, i === 0))
}

function toMedia(item: JsonObject, isFirst: boolean): NinjsMedia {
  const descriptions = itemsOf(item.descriptions)
  const text = (longest: number, ...roles: (string | undefined)[]) =>
    plainOf(withRole(descriptions, ...roles), longest) ?? null
  const file = fileOf(item)
  const by = lineOf(item.by, 1000)
  const line = lineOf(withRole(descriptions, 'creditline')?.value, 1000)
  const role = /^(?:inline|gallery)/.exec(String(item.name))?.[0] as 'inline' | 'gallery' | undefined
  const pixels = (value: Json | undefined) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000 ? value : null
  const rights = isObject(item.rightsInfo) ? item.rightsInfo.linkedRights : undefined
  const mediaType = file?.contentType
  return {
    role: isFirst ? 'lead' : (role ?? 'inline'),
    mediaUrl: isWebUrl(file?.href) ? file.href : null,
    mediaType:
      typeof mediaType === 'string' && /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60}$/.test(mediaType)
        ? mediaType
        : null,
    width: pixels(file?.width),
    height: pixels(file?.height),
    altText: text(2000, 'alttext', 'alt'),
    caption: text(10_000, 'caption', 'text', 'main', 'summary', 'html', undefined),
    creditLine: line ?? by ?? null,
    ...partsOf(line, by, item),
    copyrightNotice: textOf(item.copyrightNotice, 1000) ?? null,
    usageTerms: textOf(item.usageTerms, 5000) ?? null,
    webStatement: isWebUrl(rights) ? rights : null,
    rightsExpireAt: typeof item.expires === 'string' ? item.expires : null,
  }
}

/** Names that stand beside the printed line; those in it are read from it. */
function partsOf(
  line: string | undefined,
  by: string | undefined,
  item: JsonObject,
): Pick<NinjsMedia, 'creators' | 'organizations'> {
  const suppliers = itemsOf(item.infoSources)
    .filter(({ role }) => role === 'supplier')
    .flatMap(({ name }) => lineOf(name, 200) ?? [])
    .slice(0, 50)
  const read = line === undefined ? undefined : parseCreditLine(line)
  const isTold = by === undefined || (read !== undefined && read.creators.length > 0)
  if (line === undefined || (isTold && suppliers.length === 0))
    return { creators: undefined, organizations: undefined }
  return {
    creators: by === undefined ? [] : namesIn(by),
    organizations: suppliers.length > 0 ? suppliers : (read?.organizations ?? namesAfter(by, line)),
  }
}

/** Whom a line names behind the photographer's name: "Ada Lint/TCN". */
const namesAfter = (by: string | undefined, line: string): string[] =>
  by !== undefined && line.startsWith(`${by}/`)
    ? line
        .slice(by.length + 1)
        .split('/')
        .filter(isName)
    : []

const isName = (text: string): boolean => textOf(text, 200) === text

const namesIn = (by: string): string[] =>
  by
    .split(', ')
    .flatMap((name) => textOf(name, 200) ?? [])
    .slice(0, 50)

/** The rendition that is the picture itself, or else the widest. */
function fileOf(item: JsonObject): JsonObject | undefined {
  const files = itemsOf(item.renditions).filter(({ href }) => isWebUrl(href))
  const width = (file: JsonObject) => (typeof file.width === 'number' ? file.width : 0)
  const named = files.find(({ name }) => /^(?:main|original)/i.test(String(name)))
  return named ?? files.toSorted((one, other) => width(other) - width(one))[0]
}
