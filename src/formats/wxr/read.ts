// WordPress eXtended RSS, 1.0 to 1.2, the export of WordPress (wp-admin/includes/export.php): RSS 2.0 whose items carry everything
// in elements with the prefix `wp`. There is no schema; this follows what the exporter writes and the importer reads. Refused: what
// `xml/records.ts` refuses, and documents that are no RSS.

import type { XmlProblem } from '../xml/problem.ts'
import { childOf, readXmlRecords, textOf, type XmlRecord } from '../xml/records.ts'
import type { WxrComment, WxrItem, WxrSite } from './model.ts'

/** The items in their order, each with the site as it is known by then; what is wrong with the document comes last. */
export async function* readWxr(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ item: WxrItem; site: WxrSite } | { problem: XmlProblem }> {
  const site: WxrSite = { url: null, language: null }
  const authors = new Map<string, string>()
  let link: string | null = null
  for await (const piece of readXmlRecords(source, { root: 'rss', recordDepth: 3 })) {
    if ('problem' in piece) {
      yield piece
      continue
    }
    const { record } = piece
    const text = record.text.trim()
    if (record.name === 'item')
      yield { item: toItem(record, authors), site: { ...site, url: site.url ?? link } }
    else if (record.name === 'wp:author')
      authors.set(textOf(record, 'wp:author_login'), textOf(record, 'wp:author_display_name'))
    else if (text === '') continue
    else if (record.name === 'wp:base_blog_url') site.url = text
    else if (record.name === 'link') link = text
    else if (record.name === 'language') site.language = text
  }
}

function toItem(record: XmlRecord, authors: ReadonlyMap<string, string>): WxrItem {
  const text = (name: string) => textOf(record, name)
  const login = text('dc:creator')
  return {
    line: record.line,
    id: text('wp:post_id'),
    type: text('wp:post_type') || 'post',
    status: text('wp:status') || 'publish',
    title: text('title'),
    link: text('link'),
    slug: text('wp:post_name'),
    content: childOf(record, 'content:encoded')?.text ?? '',
    excerpt: text('excerpt:encoded'),
    author: authors.get(login) || login,
    sections: terms(record, 'category'),
    tags: terms(record, 'post_tag', 'tag'),
    publishedAt:
      parseWordPressDate(text('wp:post_date_gmt')) ??
      parseRssDate(text('pubDate')) ??
      parseWordPressDate(text('wp:post_date')),
    commentsOpen: text('wp:comment_status') !== 'closed',
    comments: record.children.filter(({ name }) => name === 'wp:comment').map(toComment),
  }
}

/** Exports of 1.0 name each term twice, once with its short name and once without. */
const terms = (record: XmlRecord, ...domains: string[]): string[] => [
  ...new Set(
    record.children
      .filter(({ name, attributes }) => name === 'category' && domains.includes(attributes.domain ?? ''))
      .map(({ text }) => text.trim())
      .filter((text) => text !== ''),
  ),
]

function toComment(record: XmlRecord): WxrComment {
  const text = (name: string) => textOf(record, `wp:comment_${name}`)
  return {
    line: record.line,
    id: text('id'),
    parent: text('parent'),
    type: text('type'),
    approved: text('approved'),
    author: text('author'),
    email: text('author_email'),
    url: text('author_url'),
    ip: text('author_IP'),
    content: text('content'),
    dateGmt: text('date_gmt'),
    date: text('date'),
  }
}

/** `2024-02-08 06:55:31`, by the clock of Greenwich; undefined for `0000-00-00 00:00:00` and other days that never were. */
export function parseWordPressDate(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text)
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const isReal = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24
  return isReal ? date : null
}

function parseRssDate(text: string): Date | null {
  const at = Date.parse(text)
  // Drafts are dated the 30th of November of the year before the first.
  return Number.isNaN(at) || at < Date.UTC(1, 0) ? null : new Date(at)
}
