import { AppError } from '../errors.ts'
import { anonymous } from '../http/actor.ts'
import type { Link } from '../http/links.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import type { EditingDeps } from './editing.ts'
import { present } from './present.ts'
import { NewPreviewLink, PreviewLink, PreviewParams } from './preview-schema.ts'
import type { PreviewTokens } from './preview-token.ts'
import { ArticleParams } from './query-schema.ts'
import { Article } from './schema.ts'

const aDay = 86_400

/** Links by which somebody without a key sees one article before readers do. */
export function previewRoutes(
  route: AddRoute,
  { articles, related, previews, link, now }: EditingDeps & { previews: PreviewTokens; link: Link },
): void {
  route({
    method: 'POST',
    url: '/v1/articles/:article/preview-links',
    operationId: 'createPreviewLink',
    tag: 'articles',
    summary: 'Make a preview link',
    description:
      'Whoever has it sees the article as it is, until it expires, and longer than your key may live; it ends early only with the article, deleted or withdrawn.',
    access: 'articles:write',
    cache: 'none',
    params: ArticleParams,
    body: ref(NewPreviewLink),
    answers: {
      201: {
        description: 'The link.',
        schema: ref(PreviewLink),
        headers: { Location: 'Address of the preview.' },
      },
    },
    errors: ['not_found', 'conflict'],
    handle: async ({ params, body, actor, reply }) => {
      const { id, status } = await articles.findRow(params.article, { actor, now: now() })
      if (status === 'withdrawn')
        throw new AppError('conflict', 'An article that is withdrawn is shown to nobody.')
      const expiresAt = new Date(now().getTime() + (body.expiresIn ?? aDay) * 1000)
      const token = previews.write(id, expiresAt)
      const url = link(`/v1/previews/${token}`)
      reply.code(201).header('location', url)
      return { token, url, expiresAt: expiresAt.toISOString() }
    },
  })

  route({
    method: 'GET',
    url: '/v1/previews/:token',
    operationId: 'getPreview',
    tag: 'articles',
    summary: 'See an article by a preview link',
    description:
      'The article as it is now, in whatever status, with its media credits and quotes: as readers would see it, were it published. An expired link is one that does not exist.',
    access: 'public',
    // Kept by nobody, so that there is nothing to validate either.
    cache: 'none',
    params: PreviewParams,
    answers: {
      200: {
        description: 'The article.',
        schema: ref(Article),
        headers: { 'X-Robots-Tag': '`noindex`: no search engine lists it.' },
      },
    },
    errors: ['not_found'],
    handle: async ({ params, reply }) => {
      const at = now()
      const id = previews.read(params.token, at)
      if (id === undefined) throw noSuchPreview()
      // Whoever looks is a reader, with a key or without: what readers do not see of a published article stays hidden.
      const view = { actor: anonymous, now: at, previewed: id }
      const article = await articles.findSeen(id, view)
      if (article === undefined) throw noSuchPreview()
      reply.header('x-robots-tag', 'noindex')
      const [shown] = await present([article], { include: ['mediaCredits', 'quotes'] }, { view, related })
      return shown
    },
  })
}

const noSuchPreview = () => new AppError('not_found', 'There is no such preview.')
