// Atom 1.0 (RFC 4287) with Media RSS. Refused: what `xml/records.ts` refuses, and documents that are no Atom feed.

import { documentOf, given, type IncomingFeed, type IncomingItem, parseFeedDate } from '../incoming-feed.ts'
import { mediaOf } from '../media-rss-read.ts'
import { escapeHtml, markupIn } from '../xml/markup.ts'
import type { XmlProblem } from '../xml/problem.ts'
import { childOf, readXmlRecords, textOf, type XmlRecord } from '../xml/records.ts'

/** The entries in their order and the feed they are of, or what is wrong with the document; nothing is thrown. */
export async function readAtom(
  bytes: Uint8Array,
): Promise<{ feed: IncomingFeed; items: IncomingItem[] } | { problem: XmlProblem }> {
  const own: XmlRecord[] = []
  const items: IncomingItem[] = []
  for await (const piece of readXmlRecords(documentOf(bytes), {
    root: 'feed',
    recordDepth: 2,
    isMixed: true,
  })) {
    if ('problem' in piece) return piece
    if (piece.record.name === 'entry') items.push(toItem(piece.record))
    else own.push(piece.record)
  }
  const title = own.find(({ name }) => name === 'title')
  const author = own.find(({ name }) => name === 'author')
  const feed = {
    title: title === undefined ? null : given(htmlOf(title)),
    homeUrl: linkIn(own),
    language: languageIn(bytes),
    publisher: author === undefined ? null : given(textOf(author, 'name')),
  }
  return { feed, items }
}

/** The language of the whole stands at the root, which is no record. */
const languageIn = (bytes: Uint8Array): string | null => {
  const head = Buffer.from(bytes.subarray(0, 4000)).toString('latin1')
  const [root = ''] = head.slice(head.indexOf('<feed')).split('>', 1)
  return /\sxml:lang=["']([\w-]{1,35})["']/.exec(root)?.[1] ?? null
}

function toItem(record: XmlRecord): IncomingItem {
  const text = (name: string) => given(textOf(record, name))
  const html = (name: string) => {
    const child = childOf(record, name)
    return child === undefined ? null : given(htmlOf(child))
  }
  const source = childOf(record, 'source')
  const sourceName = source === undefined ? null : given(textOf(source, 'title'))
  const content = childOf(record, 'content')
  return {
    line: record.line,
    id: text('id'),
    url: linkIn(record.children),
    title: html('title'),
    summary: html('summary'),
    body: content?.attributes.src === undefined ? html('content') : null,
    authors: record.children
      .filter(({ name }) => name === 'author')
      .flatMap((author) => given(textOf(author, 'name')) ?? []),
    publishedAt: parseFeedDate(text('published') ?? text('updated') ?? ''),
    language: given(record.attributes['xml:lang']) ?? given(content?.attributes['xml:lang']),
    categories: record.children
      .filter(({ name }) => name === 'category')
      .map(({ attributes }) => ({
        name: (attributes.label ?? attributes.term ?? '').trim(),
        scheme: given(attributes.scheme),
      })),
    source: sourceName === null ? null : { name: sourceName, uri: linkIn(source?.children ?? []) },
    media: mediaOf(record),
  }
}

/** A text construct (section 3.1) as HTML. */
function htmlOf(record: XmlRecord): string {
  const { type = 'text' } = record.attributes
  if (type === 'html' || type === 'text/html') return record.text
  if (type === 'xhtml' || type === 'application/xhtml+xml') return markupIn(record)
  return escapeHtml(record.text)
}

function linkIn(records: readonly XmlRecord[]): string | null {
  const links = records.filter(({ name }) => name === 'link')
  const alternate = links.filter(({ attributes: { rel = 'alternate' } }) => rel === 'alternate')
  const page = alternate.find(({ attributes: { type = 'text/html' } }) => type === 'text/html')
  return given((page ?? alternate[0])?.attributes.href)
}
