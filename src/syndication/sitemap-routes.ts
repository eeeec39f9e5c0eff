import { Type } from 'typebox'
import { writeNewsSitemap, writeSitemap, writeSitemapIndex } from '../formats/sitemap/write.ts'
import type { Link } from '../http/links.ts'
import type { AddRoute } from '../http/route.ts'
import type { SitemapStore } from './sitemap-store.ts'

interface Deps {
  sitemaps: SitemapStore
  site: { name: string; language: string }
  link: Link
}

const contentType = 'application/xml'

const SitemapQuery = Type.Object(
  {
    part: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{1,32}$',
        description: 'One part of a large site, as the index names it: how the ids of its articles begin.',
        examples: ['019a3'],
      }),
    ),
  },
  { additionalProperties: false },
)

/** Where search engines find the stories. What is listed is what every reader sees, whoever asks. */
export function sitemapRoutes(route: AddRoute, { sitemaps, site, link }: Deps): void {
  const shared = { method: 'GET', tag: 'syndication', access: 'public', cache: 'public', errors: [] } as const
  const answer = (description: string) => ({
    200: { description, schema: Type.String(), contentType },
  })

  route({
    ...shared,
    url: '/sitemap.xml',
    operationId: 'getSitemap',
    summary: 'Get the addresses of all stories',
    description:
      'A sitemap of at most 50,000 addresses; where there are more, the index of its parts, each with the same address and a `part`. Stories whose `canonicalUrl` is on another site are not in it.',
    query: SitemapQuery,
    answers: answer('A sitemap, or an index of sitemaps.'),
    handle: async ({ query: { part }, actor, reply }) => {
      reply.type(`${contentType}; charset=utf-8`)
      const parts = await sitemaps.listParts(part, actor)
      if (parts.length === 0) return writeSitemap([])
      if (parts.length > 1 || parts[0] !== (part ?? '')) {
        return writeSitemapIndex(parts.map((one) => link(`/sitemap.xml?part=${one}`)))
      }
      return writeSitemap(sitemaps.listPages(part, actor))
    },
  })

  route({
    ...shared,
    url: '/news-sitemap.xml',
    operationId: 'getNewsSitemap',
    summary: 'Get the news of the last two days',
    description: 'A news sitemap: at most 1,000 stories, the newest first.',
    answers: answer('A sitemap with news.'),
    handle: async ({ request, actor, reply }) => {
      // Stories grow old by the clock alone, of which neither the kept answers nor Last-Modified know.
      request.keepAs = undefined
      request.shown = undefined
      reply.type(`${contentType}; charset=utf-8`)
      return writeNewsSitemap(await sitemaps.listNews(actor), site)
    },
  })
}
