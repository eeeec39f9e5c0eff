import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { Nothing } from './action-schema.ts'
import { type EditingDeps, editing } from './editing.ts'
import { ArticleParams } from './query-schema.ts'
import { contentOf } from './revision-content.ts'
import {
  RevisionList,
  RevisionListQuery,
  RevisionParams,
  RevisionQuery,
  WholeRevision,
} from './revision-schema.ts'
import { Article } from './schema.ts'

/** The history of an article, for editors alone: readers never see what a story once said. */
export function revisionRoutes(route: AddRoute, { link, ...deps }: EditingDeps & { link: Link }): void {
  const { articles, now } = deps
  const shared = {
    tag: 'articles',
    access: 'articles:read',
    cache: 'private',
    errors: ['not_found'],
  } as const
  const { idOf, show } = editing(deps)

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
    description:
      'All that an editor could write of the article, as it was at that version, and what it had changed: against the version before, or any other.',
    params: RevisionParams,
    query: RevisionQuery,
    answers: { 200: { description: 'The revision.', schema: ref(WholeRevision) } },
    handle: async ({ params, query, actor }) => {
      const id = await idOf(params.article, actor)
      const found = await articles.revisions.find(id, Number(params.version))
      const diff = await articles.revisions.compare(id, found, query.against)
      return { ...found.revision, ...contentOf(found.fields), diff }
    },
  })

  route({
    ...shared,
    method: 'POST',
    url: '/v1/articles/:article/revisions/:version/restore',
    operationId: 'restoreArticleRevision',
    summary: 'Bring back what an article said at a version',
    description:
      'A new version with the `content` of the old one, its slug too; a published article is changed live, at once. Who may see it stays as it is: status, `embargoUntil`, `expiresAt`, `commentsOpen` and `commentSettings` are not brought back.',
    access: 'articles:write',
    cache: 'none',
    params: RevisionParams,
    body: ref(Nothing),
    takesVersion: true,
    answers: { 200: { description: 'The article as it is now.', schema: ref(Article) } },
    errors: ['not_found', 'conflict'],
    handle: async ({ params, expected, actor }) => {
      const id = await idOf(params.article, actor)
      await articles.restore(id, { version: Number(params.version), expected, actor })
      return show(id, actor)
    },
  })
}
