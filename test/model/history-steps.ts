// What editors do with the history of an article: what it once said is brought back, and looked at.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { change, drawnTarget } from './article-steps.ts'
import { patchArticle } from './changes-of-articles.ts'
import { walk } from './desk.ts'
import { bodyOf } from './drawn-writing.ts'
import { type Deed, drawnNumber, nameOf, pick } from './step.ts'
import type { Said } from './world.ts'

/** Who may see an article, and talk about it, is not brought back. */
export const restoring: fc.Arbitrary<Deed> = fc
  .record({ ...drawnTarget, age: drawnNumber })
  .map(({ age, ...target }) => async (scene) => {
    const article = pick(scene.world.articles.values(), target.which)
    if (article === undefined) return
    const version = 1 + (age % article.version)
    const {
      embargoUntil: _,
      expiresAt: __,
      commentsOpen: ___,
      ...content
    } = scene.world.history.get(article.id)?.[version] ?? {}
    await change(scene, target, {
      what: `bring back version ${version} of`,
      method: 'POST',
      path: `/revisions/${version}/restore`,
      payload: {},
      rewrites: true,
      apply: (world, article) => patchArticle(world, article, content),
    })
  })

/** Every version, the newest first, and what one of them said. */
export const lookingAtHistory: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, age: drawnNumber, limit: fc.constantFrom(100, 1, 2) })
  .map(({ which, age, limit }) => async ({ world, desk, said }) => {
    const article = pick(world.articles.values(), which)
    if (article === undefined) return
    said.push(`an editor looks at the history of ${nameOf(article)}`)
    const path = `/v1/articles/${article.id}/revisions`
    assert.equal((await desk.read(world, path)).statusCode, 401, 'readers see no history')
    const items = await walk(desk, world, { path, query: { limit: String(limit) }, as: 'editor' })
    assert.deepEqual(
      items.map((revision) => (revision as { version: number }).version),
      Array.from({ length: article.version }, (_, i) => article.version - i),
      'every version has a revision',
    )
    const version = 1 + (age % article.version)
    const writing = world.history.get(article.id)?.[version]
    if (writing === undefined) throw new Error(`The model has no version ${version} of ${article.slug}.`)
    const answer = await desk.read(world, `${path}/${version}`, 'editor')
    assert.equal(answer.statusCode, 200, answer.body)
    const { content, embargoUntil, expiresAt, commentsOpen } = answer.json()
    const { authors, body, ...plain } = content
    const { slug, headline, summary, section, tags, language } = writing
    const expected = { slug, headline, summary, section, tags, language }
    const known = Object.fromEntries(Object.keys(expected).map((name) => [name, plain[name]]))
    assert.deepEqual(known, expected, `version ${version}`)
    assert.deepEqual(
      authors.map(({ name }: { name: string }) => name),
      writing.authors,
    )
    assert.deepEqual(body, (bodyOf({ paragraphs: writing.paragraphs }) as { body: unknown }).body)
    assert.deepEqual({ embargoUntil, expiresAt, commentsOpen }, pickStanding(writing))
  })

const pickStanding = ({ embargoUntil, expiresAt, commentsOpen }: Said) => ({
  embargoUntil,
  expiresAt,
  commentsOpen,
})
