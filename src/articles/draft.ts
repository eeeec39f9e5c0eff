// What an editor or an import hands in, made whole: the writable fields of an article as one complete value, and the
// columns it becomes. A merge patch is applied to that value, so creating and patching share every rule.

import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import { parseByline } from '../extraction/byline.ts'
import { parseDateline, type Dateline as ReadDateline } from '../extraction/dateline.ts'
import { isCalendarDate } from '../http/formats.ts'
import { foldName } from '../text/names.ts'
import { type Block, storedBlocks } from './blocks.ts'
import { renderBody } from './body.ts'
import { type CommentOverrides, mergeOverrides } from './comment-settings.ts'
import type { Article, ArticlePatch, NewArticle } from './schema.ts'
import { type Subject, subjectKey, unifySubject } from './subject.ts'

type Columns = Tables['articles']['$inferInsert']

/** Every writable field but the slug, none missing. */
export interface Draft {
  headline: string
  summary: string | null
  byline: string | null
  authors: Article['authors']
  dateline: Article['dateline']
  provider: Article['provider']
  section: string | null
  tags: string[]
  subjects: Article['subjects']
  language: string | null
  blocks: Block[]
  embargoUntil: Date | null
  expiresAt: Date | null
  canonicalUrl: string | null
  commentsOpen: boolean
  commentSettings: CommentOverrides | null
}

const empty: Omit<Draft, 'headline'> = {
  summary: null,
  byline: null,
  authors: [],
  dateline: null,
  provider: null,
  section: null,
  tags: [],
  subjects: [],
  language: null,
  blocks: [],
  embargoUntil: null,
  expiresAt: null,
  canonicalUrl: null,
  commentsOpen: true,
  commentSettings: null,
}

/** A new article's fields. Throws `unprocessable` like `applyPatch`. */
export const toDraft = (input: NewArticle): Draft => applyPatch({ ...empty, headline: input.headline }, input)

/**
 * JSON Merge Patch (RFC 7396) on the writable fields. Authors follow the byline unless they are given.
 * Throws `unprocessable` when a nested object is left without what it needs, or contradicts itself.
 */
export function applyPatch(draft: Draft, patch: ArticlePatch): Draft {
  const byline = patch.byline === undefined ? draft.byline : patch.byline
  return {
    headline: patch.headline ?? draft.headline,
    summary: pick(patch.summary, draft.summary),
    byline,
    authors: patch.authors === undefined ? authorsAfter(draft, byline) : (patch.authors ?? []).map(toAuthor),
    dateline: mergeDateline(draft.dateline, patch.dateline),
    provider: mergeProvider(draft.provider, patch.provider),
    section: pick(patch.section, draft.section),
    tags: patch.tags === undefined ? draft.tags : distinct(patch.tags ?? []),
    subjects: patch.subjects === undefined ? draft.subjects : toSubjects(patch.subjects ?? []),
    language: pick(patch.language, draft.language),
    blocks: patch.body === null ? [] : (patch.body?.blocks ?? draft.blocks),
    embargoUntil: patch.embargoUntil === undefined ? draft.embargoUntil : toInstant(patch.embargoUntil),
    expiresAt: patch.expiresAt === undefined ? draft.expiresAt : toInstant(patch.expiresAt),
    canonicalUrl: pick(patch.canonicalUrl, draft.canonicalUrl),
    commentsOpen: patch.commentsOpen ?? draft.commentsOpen,
    commentSettings: mergeOverrides(draft.commentSettings, patch.commentSettings),
  }
}

const pick = <T>(patched: T | undefined, current: T): T => (patched === undefined ? current : patched)
const toInstant = (text: string | null) => (text === null ? null : new Date(text))

function authorsAfter(draft: Draft, byline: string | null): Article['authors'] {
  if (byline === draft.byline) return draft.authors
  return byline === null ? [] : (parseByline(byline)?.authors ?? [])
}

type Given<T> = { [K in keyof T]?: T[K] | undefined }

const toAuthor = ({
  name,
  title = null,
  organization = null,
}: Given<Draft['authors'][number]> & { name: string }) => ({
  name,
  title,
  organization,
})

/** Two spellings of one subject are one subject; the first one stays. */
function toSubjects(given: readonly (Given<Subject> & { name: string })[]): Subject[] {
  const byKey = new Map<string, Subject>()
  for (const [i, { name, qcode = null, uri = null }] of given.entries()) {
    const subject = unifySubject({ name, qcode, uri })
    if (subject === undefined) throw twoTopics(`/subjects/${i}/uri`)
    const key = subjectKey(subject)
    if (!byKey.has(key)) byKey.set(key, subject)
  }
  return [...byKey.values()]
}

function twoTopics(pointer: string): AppError {
  const message = '"qcode" and "uri" name different subjects; give one of them.'
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer, code: 'conflict', message }],
  })
}

/** Two spellings of one tag are one tag; the first one stays. */
function distinct(tags: string[]): string[] {
  const seen = new Set<string>()
  return tags.filter((tag) => !seen.has(foldName(tag)) && seen.add(foldName(tag)))
}

function mergeProvider(
  current: Draft['provider'],
  patch: Given<NonNullable<Draft['provider']>> | null | undefined,
) {
  if (patch === undefined) return current
  if (patch === null) return null
  const name = patch.name ?? current?.name
  if (name === undefined) throw missing('/provider/name')
  return { name, uri: pick(patch.uri, current?.uri ?? null) }
}

/** A new text is read afresh; parts that are given win over those that are read. */
function mergeDateline(
  current: Draft['dateline'],
  patch: Given<NonNullable<Draft['dateline']>> | null | undefined,
) {
  if (patch === undefined) return current
  if (patch === null) return null
  const text = patch.text ?? current?.text
  if (text === undefined) throw missing('/dateline/text')
  const read = patch.text === undefined || patch.text === current?.text ? current : readDateline(text)
  const date = pick(patch.date, read?.date ?? null)
  return {
    text,
    place: pick(patch.place, read?.place ?? null),
    month: date === null ? pick(patch.month, read?.month ?? null) : Number(date.slice(5, 7)),
    day: date === null ? pick(patch.day, read?.day ?? null) : Number(date.slice(8, 10)),
    date,
    agency: pick(patch.agency, read?.agency ?? null),
  }
}

function readDateline(text: string): Draft['dateline'] {
  // A dateline is told from a sentence by what follows it.
  const read = parseDateline(`${text} The story begins here.`)
  return read === undefined ? null : toDateline({ ...read, text })
}

/** A dateline as an article has it: a day that exists, in a year that is written, is a date; else it stays a month and a day. */
export function toDateline({
  text,
  place,
  month,
  day,
  year,
  agency,
}: Omit<ReadDateline, 'end'>): NonNullable<Draft['dateline']> {
  const pad = (number: number | null) => String(number ?? '').padStart(2, '0')
  const date = `${year}-${pad(month)}-${pad(day)}`
  return { text, place, month, day, date: isCalendarDate(date) ? date : null, agency }
}

function missing(pointer: string): AppError {
  const message = `"${pointer.slice(1).replace('/', '.')}" is required.`
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer, code: 'required', message }],
  })
}

/** The columns of the articles table that a draft fills, with what is derived from it. */
export function toColumns(draft: Draft) {
  const { html, text, wordCount, readingMinutes } = renderBody(draft.blocks)
  return {
    headline: draft.headline,
    summary: draft.summary,
    byline: draft.byline,
    ...datelineColumns(draft.dateline),
    providerName: draft.provider?.name ?? null,
    providerUri: draft.provider?.uri ?? null,
    providerKey: draft.provider === null ? null : foldName(draft.provider.name),
    section: draft.section,
    sectionKey: draft.section === null ? null : foldName(draft.section),
    language: draft.language,
    blocks: draft.blocks,
    bodyHtml: html,
    bodyText: text,
    wordCount,
    readingMinutes,
    embargoUntil: draft.embargoUntil,
    expiresAt: draft.expiresAt,
    canonicalUrl: draft.canonicalUrl,
    commentsOpen: draft.commentsOpen,
    commentSettings: draft.commentSettings,
  } satisfies Partial<Columns>
}

const datelineColumns = (dateline: Draft['dateline']) => ({
  datelineText: dateline?.text ?? null,
  datelinePlace: dateline?.place ?? null,
  datelineAgency: dateline?.agency ?? null,
  datelineAgencyKey: dateline?.agency ? foldName(dateline.agency) : null,
  datelineMonth: dateline?.month ?? null,
  datelineDay: dateline?.day ?? null,
  datelineYear: dateline?.date ? Number(dateline.date.slice(0, 4)) : null,
})

/** The draft an article stands at, to which a patch is applied; `row` knows what readers are not shown as stored. */
export const currentDraft = (
  article: Omit<Draft, 'blocks' | 'embargoUntil' | 'expiresAt' | 'canonicalUrl' | 'commentSettings'>,
  row: Pick<Draft, 'embargoUntil' | 'expiresAt' | 'canonicalUrl' | 'commentSettings'> & {
    blocks: readonly object[]
  },
): Draft => ({
  ...article,
  blocks: storedBlocks(row.blocks),
  embargoUntil: row.embargoUntil,
  expiresAt: row.expiresAt,
  canonicalUrl: row.canonicalUrl,
  commentSettings: row.commentSettings,
})
