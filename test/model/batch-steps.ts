// Several changes in one request: each is judged in its order, as if it were alone.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { drawnTarget, type Target } from './article-steps.ts'
import {
  addArticle,
  derivedSlug,
  isNeverSeen,
  isSlugTaken,
  patchArticle,
  publish,
  refusedFor,
  unpublish,
} from './changes-of-articles.ts'
import { bodyOf, type DrawnWriting, drawnPatch, drawnWriting, slugs, writingOf } from './drawn-writing.ts'
import { learnQuotes } from './quotes-learned.ts'
import { type Deed, pick, withCanary } from './step.ts'
import type { World, Writing } from './world.ts'

interface Item {
  action: 'update' | 'publish' | 'unpublish'
  target: Target
  drawn: DrawnWriting
}

const drawnItem: fc.Arbitrary<Item> = fc.record({
  action: fc.constantFrom('update', 'publish', 'unpublish'),
  target: fc.record(drawnTarget),
  drawn: drawnPatch,
})

interface Result {
  sent: object
  expected: number
  articleId: string
}

/** Changes the model; gives what is sent, and the status that must be its result. */
function applyItem(world: World, { action, target, drawn }: Item): Result | undefined {
  const article = pick(world.articles.values(), target.which)
  if (article === undefined) return undefined
  const { ifMatch } = target
  // A batch has no "any version".
  const version = article.version + (ifMatch === 'stale' ? 1 : 0)
  const address = target.bySlug ? article.slug : article.id
  const patch: Partial<Writing> = action === 'update' ? writingOf(world, drawn) : {}
  const sent = {
    action,
    article: address,
    ...(ifMatch !== 'missing' && { version }),
    ...(action === 'update' && { patch: bodyOf(patch) }),
  }
  const apply = { update: () => patchArticle(world, article, patch), publish, unpublish }[action]
  return { sent, expected: refusedFor(ifMatch) ?? apply(world, article), articleId: article.id }
}

interface Made {
  slug: string
  writing: Partial<Writing> & { headline: string }
  expected: 201 | 409 | 422
}

/** A new article behind the others: its id is known from the answer only. */
function planNew(
  world: World,
  { headline: text, ...drawn }: DrawnWriting & { headline: string },
  given?: string,
): Made {
  const headline = withCanary(world, text)
  const slug = given ?? derivedSlug(headline, world)
  const writing = { ...writingOf(world, drawn), headline }
  return { slug, writing, expected: isNeverSeen(writing) ? 422 : isSlugTaken(slug, world) ? 409 : 201 }
}

export const batching: fc.Arbitrary<Deed> = fc
  .record({
    items: fc.array(drawnItem, { minLength: 1, maxLength: 4, size: 'max' }),
    made: fc.option(drawnWriting, { nil: undefined }),
    slug: fc.option(fc.constantFrom(...slugs), { nil: undefined }),
  })
  .map(({ items, made, slug }) => async (scene) => {
    const { world, desk, said } = scene
    const results = items.flatMap((item) => applyItem(world, item) ?? [])
    const plan = made && planNew(world, made, slug)
    const sent = results.map((result) => result.sent)
    if (plan) {
      const article = { ...bodyOf(plan.writing), ...(slug !== undefined && { slug }) }
      sent.push({ action: 'create', article })
    }
    if (sent.length === 0) return
    const expected = [...results.map((result) => result.expected), ...(plan ? [plan.expected] : [])]
    said.push(`send a batch ${JSON.stringify(sent)} → ${expected.join(', ')}`)
    const answer = await desk.write({ method: 'POST', url: '/v1/article-batches', payload: { items: sent } })
    assert.equal(answer.statusCode, 200, answer.body)
    const { data } = answer.json() as {
      data: { status: number; id: string; slug: string; version: number }[]
    }
    assert.deepEqual(
      data.map(({ status }) => status),
      expected,
      answer.body,
    )
    const last = data.at(-1)
    if (plan?.expected === 201 && last)
      addArticle(world, { id: last.id, slug: plan.slug, writing: plan.writing })
    const touched = new Set([...results.map(({ articleId }) => articleId), ...(last?.id ? [last.id] : [])])
    for (const id of touched) await learnQuotes(scene, id)
  })
