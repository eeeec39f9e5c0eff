import type { Actor } from '../http/actor.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { present, type RelatedReaders } from './present.ts'
import { ArticleParams, RelatedArticlesQuery } from './query-schema.ts'
import { RelatedArticleList } from './schema.ts'
import type { ArticleStore } from './store.ts'

interface Deps {
  articles: ArticleStore
  related: RelatedReaders
  now: () => Date
}

export function relatedRoutes(route: AddRoute, { articles, related, now }: Deps): void {
  const viewOf = (actor: Actor) => ({ actor, now: now() })

  route({
    method: 'GET',
    url: '/v1/articles/:article/related',
    operationId: 'listRelatedArticles',
    tag: 'articles',
    summary: 'List related articles',
    description:
      'Published articles that share subjects, people quoted, tags or the section, the nearest first; of equals, the newest. There is one page.',
    access: 'public',
    cache: 'public',
    params: ArticleParams,
    query: RelatedArticlesQuery,
    answers: { 200: { description: 'The related articles.', schema: ref(RelatedArticleList) } },
    errors: ['not_found'],
    handle: async ({ params, query, actor }) => {
      const view = viewOf(actor)
      const article = await articles.findRow(params.article, view)
      const data = await articles.listRelated(article, {
        limit: query.limit ?? 5,
        withBody: query.fields?.includes('body') ?? false,
        view,
      })
      return { data: await present(data, query, { view, related }) }
    },
  })
}
