import { Type } from 'typebox'
import { readerFor } from '../articles/published.ts'
import { ArticleParams } from '../articles/query-schema.ts'
import type { ArticleStore } from '../articles/store.ts'
import type { Addresses } from '../articles/wire.ts'
import { writeAtom } from '../formats/atom/write.ts'
import type { Feed } from '../formats/feed.ts'
import { writeRss } from '../formats/rss/write.ts'
import type { Link } from '../http/links.ts'
import type { AddRoute } from '../http/route.ts'
import { toFeed } from './feed.ts'
import type { CommentStore } from './store.ts'

export interface FeedRouteDeps {
  articles: ArticleStore
  comments: CommentStore
  site: {
    name: string
    publisher: string
    language: string
    articleUrl: string | undefined
    idKey: Uint8Array
  }
  link: Link
  now: () => Date
}

const formats: readonly {
  name: string
  suffix: string
  contentType: string
  write: (feed: Feed) => string
}[] = [
  { name: 'RSS', suffix: 'rss', contentType: 'application/rss+xml', write: writeRss },
  { name: 'Atom', suffix: 'atom', contentType: 'application/atom+xml', write: writeAtom },
]
const tag = 'comments'

/** The newest comments for feed readers, as everybody sees them, whoever asks; a partner those of what it may have. */
export function feedRoutes(route: AddRoute, { articles, comments, site, link, now }: FeedRouteDeps): void {
  const addresses: Addresses = { link, articleUrl: site.articleUrl }

  for (const { name, suffix, contentType, write } of formats) {
    const shared = {
      method: 'GET',
      tag,
      access: 'public',
      cache: 'public',
      answers: {
        200: { description: `The newest comments, as ${name}.`, contentType, schema: Type.String() },
      },
    } as const
    const type = `${contentType}; charset=utf-8`

    route({
      ...shared,
      url: `/v1/articles/:article/comments.${suffix}`,
      operationId: `getArticleComments${name === 'RSS' ? 'Rss' : name}`,
      summary: `Get the comments of an article as ${name}`,
      params: ArticleParams,
      errors: ['not_found'],
      handle: async ({ params, actor, reply }) => {
        const view = { actor: readerFor(actor), now: now() }
        const article = await articles.findRow(params.article, view)
        const rows = await comments.forFeed(view, article.id)
        const path = `/v1/articles/${article.slug}/comments.${suffix}`
        return reply.type(type).send(write(toFeed(rows, { article, site, path, addresses })))
      },
    })

    route({
      ...shared,
      url: `/v1/comments.${suffix}`,
      operationId: `getComments${name === 'RSS' ? 'Rss' : name}`,
      summary: `Get the latest comments of the site as ${name}`,
      errors: [],
      handle: async ({ actor, reply }) => {
        const rows = await comments.forFeed({ actor: readerFor(actor), now: now() })
        const path = `/v1/comments.${suffix}`
        return reply.type(type).send(write(toFeed(rows, { article: undefined, site, path, addresses })))
      },
    })
  }
}
