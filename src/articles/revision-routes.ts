import type { Cursors } from '../http/cursor.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { type EditingDeps, editing } from './editing.ts'
import { contentOf } from './revision-content.ts'
import { RevisionList, RevisionListQuery, RevisionParams, WholeRevision } from './revision-schema.ts'
import { ArticleParams } from './schema.ts'

/** The history of an article, for editors alone: readers never see what a story once said. */
export function revisionRoutes(
  route: AddRoute,
  { link, ...deps }: EditingDeps & { link: Link; cursors: Cursors },
): void {
  const { articles, now } = deps
  const shared = {
    tag: 'articles',
    access: 'articles:read',
    cache: 'private',
    errors: ['not_found'],
  } as const
  const { idOf } = editing(deps)

  route({
    ...shared,
    method: 'GET',
    url: '/v1/articles/:article/revisions',
    operationId: 'listArticleRevisions',
    summary: 'List the revisions of an article',
    description: 'Every version: what was done, when, and by which key; newest first.',
    params: ArticleParams,
    query: RevisionListQuery,
    answers: {
      200: {
        description: 'A page of revisions.',
        schema: ref(RevisionList),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    handle: async (call) => {
      const { id } = await articles.findRow(call.params.article, { actor: call.actor, now: now() })
      const list = await articles.revisions.list(id, call.query)
      linkNextPage(call, list.page, link)
      return list
    },
  })

  route({
    ...shared,
    method: 'GET',
    url: '/v1/articles/:article/revisions/:version',
    operationId: 'getArticleRevision',
    summary: 'Get one revision of an article',
    description: 'All that an editor could write of the article, as it was at that version.',
    params: RevisionParams,
    answers: { 200: { description: 'The revision.', schema: ref(WholeRevision) } },
    handle: async ({ params, actor }) => {
      const id = await idOf(params.article, actor)
      const { revision, fields } = await articles.revisions.find(id, Number(params.version))
      return { ...revision, ...contentOf(fields) }
    },
  })
}
