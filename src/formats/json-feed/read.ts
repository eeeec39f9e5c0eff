// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), with the credits that our own feeds add. Refused: what is no JSON Feed.
// An item without an id is none, by the format's own words.

import {
  given,
  type IncomingFeed,
  type IncomingItem,
  type IncomingMedia,
  parseFeedDate,
} from '../incoming-feed.ts'
import { escapeHtml } from '../xml/markup.ts'

type Fields = Record<string, unknown>

/** The items in their order and the feed they are of; a message for what is no JSON Feed. */
export function readJsonFeed(
  value: unknown,
): { feed: IncomingFeed; items: IncomingItem[] } | { message: string; pointer: string } {
  if (!isFields(value) || !/^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//.test(textOf(value.version) ?? ''))
    return { message: 'The text is no JSON Feed: it names no version of that.', pointer: '/version' }
  if (!Array.isArray(value.items)) return { message: 'The feed has no list of items.', pointer: '/items' }
  const feed = {
    title: textOf(value.title),
    homeUrl: textOf(value.home_page_url),
    language: textOf(value.language),
    publisher: namesIn(value)[0] ?? null,
  }
  return {
    feed,
    items: value.items.map((item: unknown, i) => toItem(isFields(item) ? item : {}, `/items/${i}`)),
  }
}

function toItem(item: Fields, pointer: string): IncomingItem {
  const plain = textOf(item.content_text)
  const summary = textOf(item.summary)
  const title = textOf(item.title)
  return {
    line: null,
    pointer,
    id: typeof item.id === 'number' ? String(item.id) : textOf(item.id),
    url: textOf(item.url),
    title: title && escapeHtml(title),
    summary: summary && escapeHtml(summary),
    body: textOf(item.content_html) ?? (plain === null || plain === summary ? null : escapeHtml(plain)),
    authors: namesIn(item),
    publishedAt: parseFeedDate(textOf(item.date_published) ?? ''),
    language: textOf(item.language),
    categories: listOf(item.tags).flatMap((tag) => {
      const name = textOf(tag)
      return name === null ? [] : [{ name, scheme: null }]
    }),
    source: null,
    media: mediaOf(item),
  }
}

/** `authors` goes before the `author` of version 1.0. */
const namesIn = ({ authors, author }: Fields): string[] => {
  const list = listOf(authors)
  return (list.length > 0 ? list : [author]).flatMap((one) => (isFields(one) ? (textOf(one.name) ?? []) : []))
}

function mediaOf(item: Fields): IncomingMedia[] {
  const credited = listOf(item._media_credits).flatMap((one) => (isFields(one) ? toMedia(one) : []))
  const attached = listOf(item.attachments).flatMap((one) =>
    isFields(one) && (textOf(one.mime_type) ?? '').startsWith('image/')
      ? toMedia({ url: one.url, caption: one.title, mime_type: one.mime_type })
      : [],
  )
  const image = toMedia({ url: item.image ?? item.banner_image })
  const all = [...credited, ...image, ...attached]
  return all.filter((one, i) => all.findIndex(({ url }) => url === one.url) === i)
}

function toMedia(fields: Fields): IncomingMedia[] {
  const url = textOf(fields.url)
  if (url === null) return []
  return [
    {
      url,
      mediaType: textOf(fields.mime_type),
      width: null,
      height: null,
      caption: textOf(fields.caption),
      creditLine: textOf(fields.credit_line),
      creators: textsIn(fields.creators),
      organizations: textsIn(fields.organizations),
      copyrightNotice: textOf(fields.copyright_notice),
      usageTerms: textOf(fields.usage_terms),
      webStatement: null,
    },
  ]
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string | null => (typeof value === 'string' ? given(value) : null)
const textsIn = (value: unknown): string[] => listOf(value).flatMap((one) => textOf(one) ?? [])
