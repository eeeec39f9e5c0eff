// What editors do to articles.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  addArticle,
  correct,
  derivedSlug,
  type IfMatch,
  ifMatchHeader,
  isNeverSeen,
  isSlugTaken,
  patchArticle,
  publish,
  refusedFor,
  removeArticle,
  schedule,
  unpublish,
  withdraw,
} from './changes-of-articles.ts'
import { sameArticle } from './compare-articles.ts'
import { bodyOf, drawnPatch, drawnWriting, minutes, slugs, writingOf } from './drawn-writing.ts'
import { learnQuotes } from './quotes-learned.ts'
import { type Deed, drawnNumber, nameOf, pick, type Scene, withCanary } from './step.ts'
import { type ModelArticle, minutesAfter, type World } from './world.ts'

export const drawnIfMatch = fc.oneof(
  { weight: 6, arbitrary: fc.constant<IfMatch>('any') },
  { weight: 5, arbitrary: fc.constant<IfMatch>('current') },
  { weight: 1, arbitrary: fc.constant<IfMatch>('stale') },
  { weight: 1, arbitrary: fc.constant<IfMatch>('missing') },
)

const drawnSlug = fc.option(fc.constantFrom(...slugs), { nil: undefined, freq: 1 })

/** Most are published with it: what hangs on drafts is seen by nobody. */
export const creating: fc.Arbitrary<Deed> = fc
  .record({
    drawn: drawnWriting,
    slug: drawnSlug,
    goesOut: fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, fc.constant(false)),
  })
  .map(({ drawn, slug: given, goesOut }) => async (scene) => {
    const { world, desk, said } = scene
    const { headline: text, ...rest } = drawn
    const headline = withCanary(world, text)
    const writing = { ...writingOf(world, rest), headline }
    const slug = given ?? derivedSlug(headline, world)
    const expected = isNeverSeen(writing) ? 422 : isSlugTaken(slug, world) ? 409 : 201
    const payload = { ...bodyOf(writing), ...(given !== undefined && { slug: given }) }
    said.push(`create ${JSON.stringify(payload)} → ${expected}`)
    const answer = await desk.write({ method: 'POST', url: '/v1/articles', payload })
    assert.equal(answer.statusCode, expected, answer.body)
    if (expected !== 201) return
    const { id } = answer.json()
    const article = addArticle(world, { id, slug, writing })
    sameArticle(answer.json(), article, 'what was created')
    await learnQuotes(scene, id)
    if (goesOut) await publishOf(scene, { which: world.articles.size - 1, ifMatch: 'current', bySlug: false })
  })

export interface Target {
  which: number
  ifMatch: IfMatch
  bySlug: boolean
}
export const drawnTarget = { which: drawnNumber, ifMatch: drawnIfMatch, bySlug: fc.boolean() }

export interface Change {
  /** In words. */
  what: string
  method: 'POST' | 'PATCH' | 'DELETE'
  path?: string
  payload?: object
  /** Whether the text may be another, and so the quotes in it. */
  rewrites?: boolean
  /** Changes the model; gives the status that the answer must have. */
  apply: (world: World, article: ModelArticle) => number
}

/** Changes an article, and holds the answer against the model. */
export async function change(scene: Scene, target: Target, change: Change): Promise<void> {
  const { world, desk, said } = scene
  const article = pick(world.articles.values(), target.which)
  if (article === undefined) return
  const { what, method, path = '', payload, apply } = change
  const url = `/v1/articles/${target.bySlug ? article.slug : article.id}${path}`
  const headers = ifMatchHeader(target.ifMatch, article.version)
  const name = nameOf(article)
  const expected = refusedFor(target.ifMatch) ?? apply(world, article)
  said.push(`${what} ${name}, If-Match ${target.ifMatch} → ${expected}`)
  const answer = await desk.write({ method, url, headers, ...(payload !== undefined && { payload }) })
  assert.equal(answer.statusCode, expected, answer.body)
  if (expected === 200 || expected === 201) sameArticle(answer.json(), article, `the answer to "${what}"`)
  if (change.rewrites) await learnQuotes(scene, article.id)
}

export const patching: fc.Arbitrary<Deed> = fc
  .record({ ...drawnTarget, drawn: drawnPatch, slug: fc.option(drawnSlug, { nil: undefined }) })
  .map(({ drawn, slug, ...target }) => async (scene) => {
    const patch = { ...writingOf(scene.world, drawn), ...(slug !== undefined && { slug }) }
    const payload = { ...bodyOf(patch), ...(slug !== undefined && { slug }) }
    const what = `patch ${JSON.stringify(payload)} into`
    const apply: Change['apply'] = (world, article) => patchArticle(world, article, patch)
    await change(scene, target, { what, method: 'PATCH', payload, rewrites: true, apply })
  })

const publishOf = (scene: Scene, target: Target) =>
  change(scene, target, { what: 'publish', method: 'POST', path: '/publish', payload: {}, apply: publish })

export const publishing: fc.Arbitrary<Deed> = fc
  .record(drawnTarget)
  .map((target) => (scene) => publishOf(scene, target))

export const unpublishing: fc.Arbitrary<Deed> = fc.record(drawnTarget).map(
  (target) => (scene) =>
    change(scene, target, {
      what: 'unpublish',
      method: 'POST',
      path: '/unpublish',
      payload: {},
      apply: unpublish,
    }),
)

export const scheduling: fc.Arbitrary<Deed> = fc
  .record({ ...drawnTarget, ahead: fc.constantFrom(...minutes) })
  .map(({ ahead, ...target }) => (scene) => {
    const publishAt = minutesAfter(scene.world.now, ahead)
    return change(scene, target, {
      what: `schedule in ${ahead} minutes`,
      method: 'POST',
      path: '/schedule',
      payload: { publishAt },
      apply: (world, article) => schedule(world, article, publishAt),
    })
  })

export const withdrawing: fc.Arbitrary<Deed> = fc.record(drawnTarget).map(
  (target) => (scene) =>
    change(scene, target, {
      what: 'withdraw',
      method: 'POST',
      path: '/withdraw',
      payload: { reason: 'It was wrong.' },
      apply: (world, article) => withdraw(world, article, 'It was wrong.'),
    }),
)

export const correcting: fc.Arbitrary<Deed> = fc.record(drawnTarget).map((target) => (scene) => {
  const note = { kind: 'correction', text: withCanary(scene.world, 'It was five, not four. #') }
  return change(scene, target, {
    what: 'correct',
    method: 'POST',
    path: '/corrections',
    payload: note,
    apply: (world, article) => correct(world, article, note),
  })
})

export const removing: fc.Arbitrary<Deed> = fc
  .record(drawnTarget)
  .map(
    (target) => (scene) => change(scene, target, { what: 'delete', method: 'DELETE', apply: removeArticle }),
  )
