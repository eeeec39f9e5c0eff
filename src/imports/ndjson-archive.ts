// Our own export in the words of our articles and comments. What it says is checked like what anybody sends: the contract of a story and
// of a comment judge the values that are only picked out here.

import { NewArticle } from '../articles/schema.ts'
import type { IncomingComment } from '../comments/incoming.ts'
import type { CommentStatus } from '../db/schema.ts'
import { type JsonLine, readJsonLines } from '../formats/ndjson/read.ts'
import { isInstant, isSlug, isUuid } from '../http/formats.ts'
import { NewMediaCredit } from '../media-credits/schema.ts'
import type { Archive, ArchiveArticle, ArchiveComment, ArchivePiece } from './archive.ts'
import type { Finding, Story, StoryMedia } from './story.ts'

/** Reads an export as it comes. */
export const readNdjsonArchive = (source: AsyncIterable<Uint8Array>): Archive => ({
  system: 'dateline',
  pieces: piecesOf(source),
})

async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchivePiece> {
  let open: string | undefined
  for await (const given of readJsonLines(source)) {
    if ('problem' in given) {
      yield { kind: 'problem', problem: { ...given.problem, severity: 'error' } }
      continue
    }
    const { value, line } = given
    if (value.type === 'article') {
      if (open !== undefined) yield { kind: 'end', key: open }
      const article = toArticle(given)
      open = article.key
      yield { kind: 'article', article }
    } else if (value.type === 'comment') yield { kind: 'comment', comment: toComment(given) }
    else if (value.type !== 'export') {
      const message = `A line of the type ${JSON.stringify(value.type ?? null)} is not known.`
      yield { kind: 'problem', problem: { line, code: 'unknown_type', message, severity: 'error' } }
    }
  }
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
/** Nothing else is one, and nothing else is looked up. */
const idIn = (value: unknown): string => (typeof value === 'string' && isUuid(value) ? value : '')
const dateIn = (value: unknown): Date | null =>
  typeof value === 'string' && isInstant(value) ? new Date(value) : null
const listIn = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []

function toArticle({ value, line }: JsonLine): ArchiveArticle {
  const id = idIn(value.id)
  const slug = textIn(value.slug)
  const status = textIn(value.status)
  return {
    key: id || `line ${line}`,
    name: slug || textIn(value.headline) || `line ${line}`,
    line,
    sourceId: id === '' ? undefined : `dateline:${id}`,
    site: 'dateline:',
    ownId: id || undefined,
    // An address that is its id is none that anybody gave it.
    slug: isSlug(slug) ? slug : undefined,
    urls: [],
    story: toStory(value, { line, status }),
    publishedAt: dateIn(value.publishedAt),
    mayPublish: status === 'published',
  }
}

const articleFields = Object.keys(NewArticle.properties).filter((name) => name !== 'slug' && name !== 'body')
const creditFields = Object.keys(NewMediaCredit.properties).filter((name) => name !== 'articleId')

const pick = (value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => value[name] !== undefined).map((name) => [name, value[name]]))

function toStory(value: Record<string, unknown>, { line, status }: { line: number; status: string }): Story {
  const credits = listIn(value.mediaCredits)
  const blocks = listIn((value.body as { blocks?: unknown } | undefined)?.blocks)
  const note = (code: string, message: string): Finding => ({ line, code, message, severity: 'note' })
  const isElsewhere = status !== 'published' && status !== 'draft'
  return {
    // The contract of a story judges what was picked.
    article: {
      ...pick(value, articleFields),
      body: { blocks: blocks.filter(({ type }) => type !== 'image') },
    } as NewArticle,
    media: credits.map(
      (credit) => ({ caption: null, creditLine: null, ...pick(credit, creditFields) }) as StoryMedia,
    ),
    pictures: blocks.flatMap((block, at) => {
      const media = credits.findIndex(({ id }) => id === block.mediaCreditId)
      return block.type === 'image' && media >= 0 ? [{ at, media }] : []
    }),
    findings: isElsewhere ? [note('draft', `It is ${status} there: it is a draft here.`)] : [],
  }
}

const statuses: ReadonlySet<unknown> = new Set<CommentStatus>([
  'published',
  'pending',
  'rejected',
  'spam',
  'deleted',
])

function toComment({ value, line }: JsonLine): ArchiveComment {
  const { status, isStaff } = value
  const of = idIn(value.articleId)
  const id = idIn(value.id)
  if (id === '' || !statuses.has(status)) {
    const message = id === '' ? 'It has no id, so it could not be told from others.' : 'Its status is none.'
    return { of, line, leftOut: { line, code: 'bad_line', message, severity: 'error' } }
  }
  const comment: IncomingComment = {
    line,
    externalId: id,
    id,
    parentExternalId: idIn(value.parentId) || null,
    // It is in the set of them.
    status: status as CommentStatus,
    authorName: textIn(value.authorName),
    authorEmail: null,
    authorUrl: textIn(value.authorUrl) || null,
    ip: null,
    isStaff: isStaff === true,
    body: textIn(value.body),
    createdAt: dateIn(value.createdAt),
    editedAt: dateIn(value.editedAt),
    notes: [],
  }
  return { of, line, comment }
}
