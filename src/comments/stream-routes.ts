import { Type } from 'typebox'
import { readerFor } from '../articles/published.ts'
import { ArticleParams } from '../articles/query-schema.ts'
import type { ArticleStore } from '../articles/store.ts'
import type { Actor } from '../http/actor.ts'
import type { Audience } from '../http/audience.ts'
import { eventStream, lastEventIdOf, writeEvent } from '../http/event-stream.ts'
import type { AddRoute } from '../http/route.ts'
import type { Channel, LiveChanges, Told } from '../streams/live.ts'
import type { ChangeLog, LoggedChange } from '../streams/log-store.ts'
import { StreamQuery } from '../streams/schema.ts'
import type { Comment } from './schema.ts'
import type { CommentStore } from './store.ts'

export interface StreamRouteDeps {
  articles: ArticleStore
  comments: CommentStore
  log: ChangeLog
  live: LiveChanges
  audience: Audience
  now: () => Date
}

/** The comments of an article, live; as everybody sees them, whoever asks. */
export function commentStreamRoutes(route: AddRoute, deps: StreamRouteDeps): void {
  const { articles, log, live, audience, now } = deps

  route({
    method: 'GET',
    url: '/v1/articles/:article/comments/stream',
    operationId: 'streamArticleComments',
    tag: 'comments',
    summary: 'Follow the comments of an article, live',
    description:
      'Server-sent events, each within a second of its commit. `comment.published` carries a Comment, new or changed, as `GET /v1/comments/{comment}` shows it now; `comment.removed` carries `{"id", "articleId"}` of one that readers see no longer. `id` is the position in the change feed: the stream goes on from `Last-Event-ID`, else from `since`, else from now. It ends when the article leaves the readers.',
    access: 'public',
    cache: 'none',
    streams: true,
    params: ArticleParams,
    query: StreamQuery,
    answers: {
      200: {
        description: 'Events, for as long as both sides keep the connection open.',
        contentType: eventStream,
        schema: Type.String(),
        headers: { 'X-Accel-Buffering': '`no`: proxies are to pass on each event when it comes.' },
      },
    },
    errors: ['not_found', 'gone'],
    handle: async ({ params, query, actor, request, reply }) => {
      const reader = readerFor(actor)
      const { id } = await articles.findRow(params.article, { actor: reader, now: now() })
      const since = await log.placeOf({ lastEventId: lastEventIdOf(request), ...query })
      const listener = audience.open(request, reply)
      if (listener !== undefined) await live.follow(listener, channelOf(id, reader, deps), since)
    },
  })
}

/** When an article goes, all that hangs on it does so too, without events of its own. */
const gone: readonly string[] = ['article.unpublished', 'article.withdrawn', 'article.deleted']

/** One for all readers, and one for each partner, which may lose the article while they keep it. */
function channelOf(articleId: string, reader: Actor, { comments, log, now }: StreamRouteDeps): Channel {
  /** A comment is shown as it is now: what was taken back meanwhile is told by the change that took it. */
  async function tell(changes: readonly LoggedChange[]): Promise<Told[]> {
    const published = changes.flatMap(({ type, resourceId }) =>
      type === 'comment.published' ? [resourceId] : [],
    )
    const shown = await comments.shown(published, { actor: reader, now: now() })
    return changes.flatMap((change) => {
      const text = textOf(change, shown.get(change.resourceId))
      return text === undefined ? [] : [{ position: change.position, text }]
    })
  }
  return {
    name: `comments ${articleId} ${reader.keyId ?? ''}`,
    articleId,
    tell,
    async past(position, limit) {
      const { changes, reached } = await log.ofArticle(articleId, position, limit)
      return { told: await tell(changes), reached }
    },
    endsWith: (changes) => changes.some(({ type }) => gone.includes(type)),
  }
}

function textOf(change: LoggedChange, comment: Comment | undefined): string | undefined {
  const { type, resourceId: id, articleId } = change
  const event = { id: String(change.position), event: type }
  if (type === 'comment.removed') return writeEvent({ ...event, data: { id, articleId } })
  return type === 'comment.published' && comment !== undefined
    ? writeEvent({ ...event, data: comment })
    : undefined
}
