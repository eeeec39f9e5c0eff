import { Type } from 'typebox'
import { countWithheld, present, type RelatedReaders } from '../articles/present.ts'
import { readerFor } from '../articles/published.ts'
import type { ArticleStore } from '../articles/store.ts'
import { writeAtom } from '../formats/atom/write.ts'
import type { Feed } from '../formats/feed.ts'
import { writeJsonFeed } from '../formats/json-feed/write.ts'
import { writeRss } from '../formats/rss/write.ts'
import type { Link } from '../http/links.ts'
import { addLink, linkNextPage, nextPageUrl } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { tellWithheld, withheldHeader } from '../http/withheld.ts'
import { type FeedSite, hubsOf, toFeed } from './feed.ts'
import { FeedQuery } from './schema.ts'
import { storyOf } from './story.ts'

interface Deps {
  articles: ArticleStore
  related: RelatedReaders
  site: FeedSite
  link: Link
  now: () => Date
}

interface FeedFormat {
  operationId: string
  name: string
  contentType: string
  write: (feed: Feed) => string
}

const formats: Record<string, FeedFormat> = {
  '/feeds/rss.xml': {
    operationId: 'getRssFeed',
    name: 'RSS 2.0',
    contentType: 'application/rss+xml',
    write: writeRss,
  },
  '/feeds/atom.xml': {
    operationId: 'getAtomFeed',
    name: 'Atom',
    contentType: 'application/atom+xml',
    write: writeAtom,
  },
  '/feeds/feed.json': {
    operationId: 'getJsonFeed',
    name: 'JSON Feed 1.1',
    contentType: 'application/feed+json',
    write: writeJsonFeed,
  },
}

/** The newest articles as feed readers take them. A feed is what every reader sees, whoever asks; a partner's is what it may have. */
export function feedRoutes(route: AddRoute, { articles, related, site, link, now }: Deps): void {
  for (const [url, { operationId, name, contentType, write }] of Object.entries(formats)) {
    route({
      method: 'GET',
      url,
      operationId,
      tag: 'syndication',
      summary: `Get the newest articles as ${name}`,
      description:
        'With the filters of the list of articles, newest first; ids stay over edits and addresses.',
      access: 'public',
      cache: 'public',
      query: FeedQuery,
      answers: {
        200: {
          description: `A page of the feed, as ${name}.`,
          schema: contentType.endsWith('json') ? Type.Object({}, { description: name }) : Type.String(),
          contentType,
          headers: {
            Link: 'The next page (RFC 8288); the feed itself and its hubs (WebSub).',
            ...withheldHeader,
          },
        },
      },
      errors: [],
      handle: async (call) => {
        const view = { actor: readerFor(call.actor), now: now() }
        const { content: _, ...query } = call.query
        const list = await articles.list(
          { ...query, sort: '-publishedAt' },
          { view, withBody: true, name: 'feed' },
        )
        const shown = await present(list.data, { include: ['mediaCredits'] }, { view, related })
        tellWithheld(call.reply, countWithheld(shown))
        const stories = shown.map((article) => storyOf(article, site.publisher))
        const selfUrl = link(call.request.url)
        // Discovery by WebSub, section 4: the hubs, and the address by which they know the feed.
        const hubs = hubsOf(selfUrl, site)
        if (hubs.length > 0) addLink(call.reply, selfUrl, 'self')
        for (const hub of hubs) addLink(call.reply, hub, 'hub')
        linkNextPage(call, list.page, link)
        const feed = toFeed(stories, call.query, {
          site,
          selfUrl,
          nextUrl: list.page.next === null ? null : nextPageUrl(call.request.url, list.page.next, link),
        })
        call.reply.type(`${contentType}; charset=utf-8`)
        return write(feed)
      },
    })
  }
}
