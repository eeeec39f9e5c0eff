// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). It has no place for a picture's credit: `_media_credits` holds what our own
// API says of each, as the format lets extensions do.

import type { Feed, FeedItem } from '../feed.ts'
import { given, listed } from '../given.ts'
import type { StoryMedia } from '../story.ts'

type Json = Record<string, unknown>

/** The feed as JSON; what is not known is left out. */
export const writeJsonFeed = (feed: Feed): string =>
  JSON.stringify(
    given({
      version: 'https://jsonfeed.org/version/1.1',
      title: feed.title,
      description: feed.description,
      home_page_url: feed.homeUrl,
      feed_url: feed.selfUrl,
      next_url: feed.nextUrl,
      language: feed.language,
      authors: [{ name: feed.publisher }],
      hubs: listed((feed.hubs ?? []).map((url) => ({ type: 'WebSub', url }))),
      items: feed.items.map(itemOf),
    }),
  )

const itemOf = (item: FeedItem): Json =>
  given({
    id: item.id,
    url: item.url,
    title: item.title,
    summary: item.summary,
    // An item has one of the two texts (section "Items").
    ...(item.html === null ? { content_text: item.summary ?? item.title } : { content_html: item.html }),
    date_published: item.publishedAt,
    date_modified: item.updatedAt,
    authors: listed(item.authors.map((name) => ({ name }))),
    language: item.language,
    tags: listed(item.categories.map(({ name }) => name)),
    image: item.media.find(({ mediaUrl }) => mediaUrl !== null)?.mediaUrl,
    _media_credits: listed(item.media.map(creditOf)),
  })

const creditOf = (media: StoryMedia): Json =>
  given({
    url: media.mediaUrl,
    caption: media.caption,
    credit_line: media.creditLine,
    creators: listed(media.creators),
    organizations: listed(media.organizations),
    copyright_notice: media.copyrightNotice,
    usage_terms: media.usageTerms,
  })
