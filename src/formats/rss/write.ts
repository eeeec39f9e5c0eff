// RSS 2.0 (https://www.rssboard.org/rss-specification) with Dublin Core, Media RSS, `content:encoded`, `slash:comments` and the
// `atom:link` of itself. There is no enclosure: it needs a length in bytes, which nobody told us.

import { writeXml, type XmlElement, xml, xmlText } from '../../text/xml.ts'
import { type Feed, type FeedItem, rfc822, updatedAtOf } from '../feed.ts'
import { mediaContent, mediaNamespace } from '../media-rss.ts'

/** The feed as a document in UTF-8. */
export function writeRss(feed: Feed): string {
  const linkTo = (rel: string, href: string) => xml('atom:link', { rel, href, type: 'application/rss+xml' })
  return writeXml(
    xml(
      'rss',
      {
        version: '2.0',
        'xmlns:atom': 'http://www.w3.org/2005/Atom',
        'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:media': mediaNamespace,
        'xmlns:slash': 'http://purl.org/rss/1.0/modules/slash/',
      },
      xml(
        'channel',
        {},
        xml('title', {}, feed.title),
        xml('link', {}, feed.homeUrl),
        xml('description', {}, feed.description ?? feed.title),
        xmlText('language', feed.language),
        xml('dc:publisher', {}, feed.publisher),
        feed.items.length > 0 && xml('lastBuildDate', {}, rfc822(updatedAtOf(feed))),
        xml('generator', {}, 'Dateline'),
        linkTo('self', feed.selfUrl),
        feed.hubs?.map((href) => xml('atom:link', { rel: 'hub', href })),
        feed.nextUrl !== null && linkTo('next', feed.nextUrl),
        feed.items.map(itemOf),
      ),
    ),
  )
}

const itemOf = (item: FeedItem): XmlElement =>
  xml(
    'item',
    {},
    xml('title', {}, item.title),
    xml('link', {}, item.url),
    xml('guid', { isPermaLink: 'false' }, item.id),
    xml('pubDate', {}, rfc822(item.publishedAt)),
    item.authors.map((name) => xml('dc:creator', {}, name)),
    xmlText('dc:language', item.language),
    item.categories.map(({ name, scheme }) => xml('category', { domain: scheme }, name)),
    xmlText('description', item.summary ?? item.html),
    item.summary !== null && xmlText('content:encoded', item.html),
    xmlText('comments', item.comments?.url),
    item.comments !== undefined && xml('slash:comments', {}, String(item.comments.count)),
    item.media.flatMap(mediaContent),
  )
