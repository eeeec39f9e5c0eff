// Atom 1.0 (RFC 4287) with Media RSS for pictures, `thr` for what answers something (RFC 4685) and the links of paging (RFC 5005).

import { writeXml, type XmlElement, xml, xmlText } from '../../text/xml.ts'
import { type Feed, type FeedItem, updatedAtOf } from '../feed.ts'
import { mediaContent, mediaNamespace } from '../media-rss.ts'

/** The feed as a document in UTF-8. */
export function writeAtom(feed: Feed): string {
  return writeXml(
    xml(
      'feed',
      {
        xmlns: 'http://www.w3.org/2005/Atom',
        'xmlns:media': mediaNamespace,
        'xmlns:thr': 'http://purl.org/syndication/thread/1.0',
        'xml:lang': feed.language,
      },
      xml('id', {}, feed.id),
      xml('title', {}, feed.title),
      xmlText('subtitle', feed.description),
      xml('updated', {}, updatedAtOf(feed)),
      xml('author', {}, xml('name', {}, feed.publisher)),
      xml('generator', {}, 'Dateline'),
      xml('link', { rel: 'self', type: 'application/atom+xml', href: feed.selfUrl }),
      xml('link', { rel: 'alternate', href: feed.homeUrl }),
      feed.hubs?.map((href) => xml('link', { rel: 'hub', href })),
      feed.nextUrl !== null && xml('link', { rel: 'next', type: 'application/atom+xml', href: feed.nextUrl }),
      feed.items.map(entryOf),
    ),
  )
}

const entryOf = (item: FeedItem): XmlElement =>
  xml(
    'entry',
    { 'xml:lang': item.language },
    xml('id', {}, item.id),
    xml('title', { type: 'text' }, item.title),
    xml('link', { rel: 'alternate', href: item.url }),
    xml('published', {}, item.publishedAt),
    xml('updated', {}, item.updatedAt),
    item.authors.map((name) => xml('author', {}, xml('name', {}, name))),
    item.categories.map(({ name, scheme }) => xml('category', { term: name, scheme })),
    xmlText('summary', item.summary, { type: 'text' }),
    xmlText('content', item.html, { type: 'html' }),
    item.inReplyTo !== undefined &&
      xml('thr:in-reply-to', { ref: item.inReplyTo.id, href: item.inReplyTo.url }),
    item.comments !== undefined &&
      xml('link', { rel: 'replies', href: item.comments.url, 'thr:count': item.comments.count }),
    item.media.flatMap(mediaContent),
  )
