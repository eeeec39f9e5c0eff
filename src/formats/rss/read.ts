// RSS 2.0 and its forerunners 0.9x (https://www.rssboard.org/rss-specification) and RSS 1.0 (RDF), with Dublin Core, Media RSS and
// `content:encoded`, under the prefixes that feeds give these. Refused: what `xml/records.ts` refuses, and documents that are no RSS.

import { documentOf, given, type IncomingFeed, type IncomingItem, parseFeedDate } from '../incoming-feed.ts'
import { mediaOf } from '../media-rss-read.ts'
import { escapeHtml } from '../xml/markup.ts'
import type { XmlProblem } from '../xml/problem.ts'
import { childOf, readXmlRecords, textOf, type XmlRecord } from '../xml/records.ts'

/** The items in their order and the feed they are of, or what is wrong with the document; nothing is thrown. */
export async function readRss(
  bytes: Uint8Array,
): Promise<{ feed: IncomingFeed; items: IncomingItem[] } | { problem: XmlProblem }> {
  const channel: XmlRecord[] = []
  const items: IncomingItem[] = []
  const isRdf = Buffer.from(bytes.subarray(0, 2000)).includes('<rdf:RDF')
  const shape = isRdf ? { root: 'rdf:RDF', recordDepth: 2 } : { root: 'rss', recordDepth: 3 }
  for await (const piece of readXmlRecords(documentOf(bytes), shape)) {
    if ('problem' in piece) return piece
    const { record } = piece
    if (record.name === 'item') items.push(toItem(record))
    else if (isRdf && record.name === 'channel') channel.push(...record.children)
    else channel.push(record)
  }
  const of = (name: string) => given(channel.find((record) => record.name === name)?.text)
  const feed = {
    title: of('title'),
    homeUrl: of('link'),
    language: of('language') ?? of('dc:language'),
    publisher: of('dc:publisher'),
  }
  return { feed, items }
}

function toItem(record: XmlRecord): IncomingItem {
  const text = (name: string) => given(textOf(record, name))
  const html = (name: string) => {
    const said = text(name)
    return said === null || isMarkup.test(said) ? said : escapeHtml(said)
  }
  const all = (name: string) =>
    record.children.filter((child) => child.name === name).flatMap((child) => given(child.text) ?? [])
  const guid = childOf(record, 'guid')
  const id = given(guid?.text) ?? given(record.attributes['rdf:about'])
  const isLink = guid !== undefined && guid.attributes.isPermaLink !== 'false'
  const source = childOf(record, 'source')
  return {
    line: record.line,
    id,
    url: text('link') ?? (isLink ? id : null),
    title: html('title') ?? html('dc:title'),
    summary: html('description') ?? html('dc:description'),
    body: text('content:encoded'),
    authors: all('dc:creator').length > 0 ? all('dc:creator') : all('author').map(nameIn),
    publishedAt: parseFeedDate(text('pubDate') ?? text('dc:date') ?? text('dcterms:created') ?? ''),
    language: text('dc:language'),
    categories: record.children
      .filter(({ name }) => name === 'category' || name === 'dc:subject')
      .map((child) => ({ name: child.text.trim(), scheme: given(child.attributes.domain) })),
    source:
      given(source?.text) === null
        ? null
        : { name: source?.text.trim() ?? '', uri: given(source?.attributes.url) },
    media: mediaOf(record),
  }
}

/** By the specification titles are text; by what feeds do, they are HTML where they look like that. */
const isMarkup = /<\/[a-z]|<(?:p|br|img|hr|div)\b|&#?\w{2,8};/i

/** RSS wants an address, with the name behind it in parentheses; many write the name alone. */
const nameIn = (author: string): string => /\(([^()]+)\)\s*$/.exec(author)?.[1]?.trim() ?? author
