import { setImmediate as turn } from 'node:timers/promises'
import type { AppError } from '../errors.ts'
import { judgeFor } from '../http/item-by-item.ts'
import type { Link } from '../http/links.ts'
import { toProblem } from '../http/problem.ts'
import type { AddRoute, Call } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { batchWriter, below, type Done, type Outcome } from './batch.ts'
import { ArticleBatch, ArticleBatchResult, type BatchDone, type BatchRefused } from './batch-schema.ts'
import type { EditingDeps } from './editing.ts'

type Asked = Call<unknown, unknown, unknown>['request']

/** Many writes in one request, each with its own result. */
export function batchRoutes(route: AddRoute, deps: EditingDeps & { link: Link }): void {
  const { link } = deps
  const carryOut = batchWriter(deps)

  route({
    method: 'POST',
    url: '/v1/article-batches',
    operationId: 'createArticleBatch',
    tag: 'articles',
    summary: 'Create, change and publish many articles',
    description: [
      'Carries out 1 to 100 items in their order, each in a transaction of its own, and answers 200 with a result for each: some',
      'may be done and others refused. An item is judged as the single request is: its `problem` has the same code and words, and',
      'pointers from the root of this body, such as `/items/3/article/headline`. An item names the version it was made from in `version`;',
      'without one it is 428. `publish` and `unpublish` need a key with `articles:publish`. A later item may name the slug that an earlier',
      'one gave. A batch counts as one request; its body may be as large as other bodies, 1 MiB unless configured. With an `Idempotency-Key` the',
      'whole batch is done once; items that were refused are sent again in a new batch. Once the database cannot be reached, the',
      'items that are left are 503 and were not tried.',
    ].join(' '),
    access: 'articles:write',
    cache: 'none',
    body: ref(ArticleBatch),
    answers: { 200: { description: 'A result for each item.', schema: ref(ArticleBatchResult) } },
    errors: [],
    handle: async ({ body, actor, request }) => {
      const data: (BatchDone | BatchRefused)[] = []
      let outage: Outcome | undefined
      for (const [i, item] of body.items.entries()) {
        const outcome = outage ?? (await carryOut(item, actor, judgeFor(request)))
        if ('error' in outcome && outcome.error.kind === 'unavailable') outage = outcome
        data.push('row' in outcome ? done(outcome) : refused(outcome, `/items/${i}`, request))
        // A batch holds the event loop no longer at a time than its items would as requests.
        await turn()
      }
      return { data }
    },
  })

  const done = ({ status, row: { id, slug, version } }: Done): BatchDone => ({
    status,
    id,
    slug,
    version,
    location: link(`/v1/articles/${id}`),
  })

  function refused({ error }: { error: AppError }, at: string, request: Asked): BatchRefused {
    if (error.status >= 500) request.log.error({ err: error }, 'an item of a batch failed')
    const problem = toProblem(error, { url: request.url, requestId: request.id, link })
    return {
      status: error.status,
      problem: { ...problem, ...(problem.errors !== undefined && { errors: below(at, error) }) },
    }
  }
}
