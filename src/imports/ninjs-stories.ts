// Items of IPTC ninjs in the words of our articles.

import { toDateline } from '../articles/draft.ts'
import type { NewArticle } from '../articles/schema.ts'
import { endOfTime, type NinjsFields, type NinjsMedia, readFields } from '../formats/ninjs/fields.ts'
import { readItem } from '../formats/ninjs/read.ts'
import { isObject, type Json } from '../formats/ninjs/shape.ts'
import { parseJson } from './json-text.ts'
import type { Finding, ReadStories, Story, StoryMedia } from './story.ts'

/** Reads one item, or a list of items. */
export function readNinjsStories(bytes: Uint8Array): ReadStories {
  const read = parseJson(bytes)
  if ('problem' in read) return { stories: [], findings: [read.problem] }
  const { value } = read
  const items = Array.isArray(value) ? value : [value]
  if (items.length === 0)
    return { stories: [], findings: [refused('no_story', 'The list holds no item.', '')] }
  return { stories: items.map((item, i) => toStory(item, Array.isArray(value) ? `/${i}` : '')), findings: [] }
}

const refused = (code: string, message: string, pointer: string): Finding => ({
  line: null,
  code,
  message,
  severity: 'error',
  pointer,
})

/** What is refused has no article that anyone will see. */
const nothing = { article: { headline: 'Untitled' }, media: [] }

function toStory(value: Json, at: string): Story {
  const read = readItem(value)
  if ('problems' in read) {
    const findings = read.problems.map(({ pointer, message }) => refused('invalid', message, at + pointer))
    return { ...nothing, findings }
  }
  const fields = readFields(read.item)
  const { uri, guid } = isObject(value) ? value : {}
  const sourceId = typeof uri === 'string' && uri !== '' ? uri : guid
  return {
    article: toNewArticle(fields),
    media: fields.media.map(toMedia),
    extensions: read.item,
    standing: fields.standing,
    ...(typeof sourceId === 'string' && sourceId !== '' && { sourceId }),
    findings: notesOf(fields),
  }
}

export const toNewArticle = (fields: NinjsFields): NewArticle => ({
  headline: fields.headline,
  summary: fields.summary,
  byline: fields.byline,
  ...(fields.authors !== undefined && { authors: fields.authors }),
  dateline: fields.dateline === null ? null : toDateline(fields.dateline),
  provider: fields.provider,
  section: fields.section,
  tags: fields.tags,
  subjects: fields.subjects,
  ...(fields.language !== null && { language: fields.language }),
  // A block of a story is one of an article: their types differ in what they leave open.
  body: { blocks: fields.blocks as NonNullable<NewArticle['body']>['blocks'] },
  embargoUntil: fields.embargoUntil,
  expiresAt: fields.expiresAt,
})

export const toMedia = ({ creators, organizations, ...media }: NinjsMedia): StoryMedia => ({
  ...media,
  ...(creators !== undefined && { creators }),
  ...(organizations !== undefined && { organizations }),
})

function notesOf({ hasHeadline, headline, embargoUntil }: NinjsFields): Finding[] {
  const note = (code: string, message: string, pointer: string): Finding => ({
    line: null,
    code,
    message,
    severity: 'note',
    pointer,
  })
  return [
    ...(hasHeadline
      ? []
      : [note('no_headline', `The item has no headline; "${headline}" stands for it.`, '')]),
    ...(embargoUntil === endOfTime
      ? [note('embargo', 'The embargo is no instant: it holds until an editor ends it.', '/embargoed')]
      : []),
  ]
}
