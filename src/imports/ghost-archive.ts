// A Ghost export (its tables as JSON, https://docs.ghost.org/migration/custom) in the words of our articles. Posts become articles, pages
// too, but no page goes out by itself, and neither does what only members may read there. It holds no comments.

import type { NewArticle } from '../articles/schema.ts'
import { toBlocks } from '../formats/html-fragment/blocks.ts'
import { readHtml, textIn } from '../formats/html-fragment/tree.ts'
import { escapeHtml } from '../formats/xml/markup.ts'
import { isLanguageTag, isSlug, isWebUrl } from '../http/formats.ts'
import type { Archive, ArchiveArticle, ArchivePiece } from './archive.ts'
import { headlineOf } from './first-words.ts'
import { parseJson } from './json-text.ts'
import type { Finding, Story, StoryMedia } from './story.ts'

type Row = Record<string, unknown>

/** Reads an export, which is one value and so is read whole. */
export const readGhostArchive = (source: AsyncIterable<Uint8Array>): Archive => ({
  system: 'ghost',
  pieces: piecesOf(source),
})

async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchivePiece> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  const read = parseJson(Buffer.concat(chunks))
  if ('problem' in read) {
    yield { kind: 'problem', problem: read.problem }
    return
  }
  const data = dataIn(read.value)
  if (data === undefined) {
    const message = 'The text is no export of Ghost: it has no list of posts.'
    yield { kind: 'problem', problem: { line: null, code: 'wrong_format', message, severity: 'error' } }
    return
  }
  const tables = tablesIn(data)
  for (const [i, post] of rowsIn(data, 'posts').entries()) {
    const article = toArticle(post, tables, i + 1)
    yield { kind: 'article', article }
    yield { kind: 'end', key: article.key }
  }
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const rowsIn = (data: Row, table: string): Row[] => {
  const rows = data[table]
  return Array.isArray(rows) ? rows.filter(isRow) : []
}
function textOf(row: Row, name: string): string {
  const value = row[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value.trim() : ''
}

/** With `db` around it or without: both are exports. */
function dataIn(value: unknown): Row | undefined {
  const whole = isRow(value) && Array.isArray(value.db) ? value.db[0] : value
  const data = isRow(whole) ? whole.data : undefined
  return isRow(data) && Array.isArray(data.posts) ? data : undefined
}

type Tables = ReturnType<typeof tablesIn>

/** What hangs on posts, by their ids. */
function tablesIn(data: Row) {
  const byId = (table: string) => new Map(rowsIn(data, table).map((row) => [textOf(row, 'id'), row]))
  const joined = (table: string, column: string, of: ReadonlyMap<string, Row>) => {
    const found = new Map<string, Row[]>()
    const rows = rowsIn(data, table).sort((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0))
    for (const row of rows) {
      const other = of.get(textOf(row, column))
      const post = textOf(row, 'post_id')
      if (other !== undefined) found.set(post, [...(found.get(post) ?? []), other])
    }
    return found
  }
  const users = byId('users')
  return {
    users,
    authors: joined('posts_authors', 'author_id', users),
    tags: joined('posts_tags', 'tag_id', byId('tags')),
    meta: new Map(rowsIn(data, 'posts_meta').map((row) => [textOf(row, 'post_id'), row])),
    language:
      rowsIn(data, 'settings')
        .filter((row) => ['locale', 'lang', 'default_locale'].includes(textOf(row, 'key')))
        .map((row) => textOf(row, 'value'))
        .find((tag) => tag !== '' && isLanguageTag(tag)) ?? null,
  }
}

function toArticle(post: Row, tables: Tables, number: number): ArchiveArticle {
  const id = textOf(post, 'uuid') || textOf(post, 'id')
  const slug = textOf(post, 'slug')
  const isOut = textOf(post, 'status') === 'published'
  const held = reasonToHold(post)
  return {
    key: id || `post ${number}`,
    name: textOf(post, 'title') || slug || `post ${number}`,
    line: 1,
    sourceId: id === '' ? undefined : `ghost:${id}`,
    site: 'ghost:',
    slug: isSlug(slug) && slug.length <= 120 ? slug : undefined,
    urls: [],
    story: toStory(post, tables, held),
    publishedAt: isOut && held === undefined ? dateIn(post.published_at) : null,
    mayPublish: held === undefined,
  }
}

/** Why it does not go out here by itself. */
function reasonToHold(post: Row): string | undefined {
  const [status, visibility] = [textOf(post, 'status'), textOf(post, 'visibility')]
  if (textOf(post, 'type') === 'page' || post.page === 1 || post.page === true)
    return 'It is a page there, and a draft here.'
  if (status !== 'published') return `It is "${status}" there: it is a draft here.`
  if (visibility !== '' && visibility !== 'public')
    return `Only "${visibility}" may read it there: it is a draft here.`
  return undefined
}

/** An instant, a date by the clock of Greenwich, or milliseconds, as its versions write them. */
function dateIn(value: unknown): Date | null {
  const isPlain = typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
  const at = typeof value === 'string' ? Date.parse(isPlain ? `${value.replace(' ', 'T')}Z` : value) : value
  return typeof at === 'number' && Number.isFinite(at) && at > 0 ? new Date(at) : null
}

function toStory(post: Row, tables: Tables, held: string | undefined): Story {
  const id = textOf(post, 'id')
  const { blocks, pictures } = toBlocks(
    readHtml(textOf(post, 'html') || escapeHtml(textOf(post, 'plaintext'))),
  )
  const kept = blocks.filter((block) => block.type !== 'embed' || isWebUrl(block.url))
  const title = plain(textOf(post, 'title'))
  const authors = tables.authors.get(id) ?? [tables.users.get(textOf(post, 'author_id')) ?? {}]
  const names = (tables.tags.get(id) ?? []).map((tag) => ({
    name: textOf(tag, 'name'),
    of: textOf(tag, 'visibility'),
  }))
  const [section = null, ...tags] = names
    .filter(({ name, of }) => name !== '' && !name.startsWith('#') && of !== 'internal')
    .map(({ name }) => name)
  const locale = textOf(post, 'locale')
  const canonical = textOf(post, 'canonical_url')
  const media = pictureOf(post, tables.meta.get(id) ?? {})
  const article: NewArticle = {
    headline: headlineOf(title, kept),
    summary: plain(textOf(post, 'custom_excerpt')).slice(0, 5000) || null,
    authors: authors.flatMap((author) => {
      const name = textOf(author, 'name')
      return name === '' ? [] : [{ name }]
    }),
    section,
    tags: [...new Set(tags)].slice(0, 100),
    language: locale !== '' && isLanguageTag(locale) ? locale : tables.language,
    body: { blocks: kept },
    canonicalUrl: isWebUrl(canonical) ? canonical : null,
  }
  const note = (code: string, message: string): Finding => ({ line: null, code, message, severity: 'note' })
  const isLeft = textOf(post, 'feature_image') !== '' && media.length === 0
  const left = pictures + (isLeft ? 1 : 0)
  return {
    article,
    media,
    findings: [
      ...(title === '' ? [note('no_headline', 'It has no title; its first words are its headline.')] : []),
      ...(left > 0 ? [note('pictures_left_out', `Pictures were left out: ${left}.`)] : []),
      ...(held === undefined ? [] : [note('draft', held)]),
    ],
  }
}

/** Ghost has one line for caption and credit, and writes "Photo by …" into it itself. Addresses of the site itself are not in an export. */
function pictureOf(post: Row, meta: Row): StoryMedia[] {
  const mediaUrl = textOf(post, 'feature_image')
  if (!isWebUrl(mediaUrl)) return []
  const said = plain(textOf(meta, 'feature_image_caption')).slice(0, 1000) || null
  const isCredit = said !== null && /^(?:photo|photograph|image|picture|illustration|credit)\b/i.test(said)
  return [
    {
      mediaUrl,
      altText: textOf(meta, 'feature_image_alt') || null,
      caption: isCredit ? null : said,
      creditLine: isCredit ? said : null,
    },
  ]
}

/** Text that Ghost may have stored as HTML. */
const plain = (html: string): string => textIn(readHtml(html)).replace(/\s+/g, ' ').trim()
