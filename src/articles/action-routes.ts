import type { Link } from '../http/links.ts'
import type { AddRoute, Answer } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { NewCorrection, Nothing, Schedule, Withdrawal } from './action-schema.ts'
import { type EditingDeps, editing } from './editing.ts'
import { ArticleParams } from './query-schema.ts'
import { Article } from './schema.ts'

const changed: Answer = { description: 'The article as it is now.', schema: ref(Article) }

/** What every action has in common. */
const action = {
  method: 'POST',
  tag: 'articles',
  access: 'articles:publish',
  cache: 'none',
  params: ArticleParams,
  takesVersion: true,
  answers: { 200: changed },
  errors: ['not_found', 'conflict'],
} as const

/** The actions that decide whether and when readers see an article, and what they are told of its faults. */
export function actionRoutes(route: AddRoute, deps: EditingDeps & { link: Link }): void {
  const { articles, link } = deps
  const { idOf, show } = editing(deps)

  for (const name of ['publish', 'unpublish'] as const) {
    route({
      ...action,
      url: `/v1/articles/:article/${name}`,
      operationId: `${name}Article`,
      summary: name === 'publish' ? 'Publish an article' : 'Take an article back',
      description: 'Where it is so already, nothing changes.',
      body: ref(Nothing),
      handle: async ({ params, expected, actor }) => {
        const { id } = await articles.perform({ action: name }, await idOf(params.article, actor), {
          expected,
          actor,
        })
        return show(id, actor)
      },
    })
  }

  route({
    ...action,
    url: '/v1/articles/:article/schedule',
    operationId: 'scheduleArticle',
    summary: 'Let an article go out at an instant',
    description:
      'Within a second of `publishAt`, once, and dated by it. Scheduling again moves it; `publish` does not wait, `unpublish` gives it up. The rights to its pictures must last until then.',
    body: ref(Schedule),
    handle: async ({ params, body, expected, actor }) => {
      const step = { action: 'schedule', publishAt: new Date(body.publishAt) } as const
      const { id } = await articles.perform(step, await idOf(params.article, actor), { expected, actor })
      return show(id, actor)
    },
  })

  route({
    ...action,
    url: '/v1/articles/:article/withdraw',
    operationId: 'withdrawArticle',
    summary: 'Withdraw an article for good',
    description:
      'Readers who ask for it by id or slug get 410 with the reason, and find it nowhere else; what they never saw stays 404. Nothing brings it back.',
    body: ref(Withdrawal),
    handle: async ({ params, body, expected, actor }) => {
      const step = { action: 'withdraw', reason: body.reason } as const
      const { id } = await articles.perform(step, await idOf(params.article, actor), { expected, actor })
      return show(id, actor)
    },
  })

  route({
    ...action,
    url: '/v1/articles/:article/corrections',
    operationId: 'correctArticle',
    summary: 'Add a correction to an article',
    description: 'It is dated, and shown with the article behind the ones before.',
    access: 'articles:write',
    body: ref(NewCorrection),
    answers: {
      201: {
        description: 'The article with its corrections.',
        schema: ref(Article),
        headers: { Location: 'Address of the article.' },
      },
    },
    handle: async ({ params, body, expected, actor, reply }) => {
      const { id } = await articles.correct(body, await idOf(params.article, actor), { expected, actor })
      reply.code(201).header('location', link(`/v1/articles/${id}`))
      return show(id, actor)
    },
  })
}
