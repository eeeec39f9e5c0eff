// Media credits, and who is credited how often, against the model's own scan.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { countNames } from './compare-terms.ts'
import { walk } from './desk.ts'
import { agencies, authors } from './drawn-writing.ts'
import { isArticleSeen, visibleCredits } from './readers.ts'
import { drawnTerms, isFound, queryText, textsOfCredit } from './search-model.ts'
import { type Deed, drawnNumber, nameOf, pick, type Scene } from './step.ts'
import { fold, type ModelCredit, minutesAfter, newestFirst, ofArticle, type Reader } from './world.ts'

/** Throws unless an answer shows this credit, as far as the model knows it. */
export function sameCredit(answer: object, credit: ModelCredit, what: string): void {
  const known = Object.fromEntries(Object.entries(answer).filter(([name]) => name in credit))
  assert.deepEqual(known, { ...credit }, what)
}

export function sameCredits(answer: unknown[], credits: ModelCredit[], what: string): void {
  const ids = answer.map((shown) => (shown as { id: string }).id)
  assert.deepEqual(
    ids,
    credits.map(({ id }) => id),
    what,
  )
  for (const [i, credit] of credits.entries()) sameCredit(answer[i] as object, credit, what)
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const drawnQuery = fc.record({
  as: fc.constantFrom<Reader>('anonymous', 'editor'),
  limit: fc.constantFrom(100, 1, 2),
  agency: rarely(fc.constantFrom(...agencies)),
  creator: rarely(fc.constantFrom(...authors)),
  article: rarely(fc.record({ which: drawnNumber, bySlug: fc.boolean() })),
  expireIn: rarely(fc.constantFrom(0, 30, 60)),
  terms: rarely(drawnTerms),
})

const isAmong = (names: string[], name: string | undefined) =>
  name === undefined || names.some((one) => fold(one) === fold(name))

/** All media credits, newest first, with any filter. */
export const lookingAtCredits: fc.Arbitrary<Deed> = drawnQuery.map(
  ({ as, limit, agency, creator, article: drawn, expireIn, terms }) =>
    async ({ world, desk, said }) => {
      const article = drawn && pick(world.articles.values(), drawn.which)
      const before = expireIn === undefined ? undefined : minutesAfter(world.now, expireIn)
      const query = {
        limit: String(limit),
        ...(agency !== undefined && { agency }),
        ...(creator !== undefined && { creator }),
        ...(article && { article: drawn.bySlug ? article.slug : article.id }),
        ...(before !== undefined && { rightsExpireBefore: before }),
        ...(terms && { q: queryText(terms) }),
      }
      const expected = visibleCredits(world, as).filter(
        (credit) =>
          isAmong(credit.organizations, agency) &&
          isAmong(credit.creators, creator) &&
          (article === undefined || credit.articleId === article.id) &&
          (before === undefined || (credit.rightsExpireAt !== null && credit.rightsExpireAt < before)) &&
          (terms === undefined || isFound(textsOfCredit(credit), terms)),
      )
      const what = `${as} lists /v1/media-credits?${new URLSearchParams(query)}`
      said.push(what)
      const items = await walk(desk, world, { path: '/v1/media-credits', query, as })
      sameCredits(items, newestFirst(expected), what)
    },
)

/** The credits of one article, in its order, and each by its id. */
async function checkArticle({ world, desk, said }: Scene, which: number, as: Reader): Promise<void> {
  const article = pick(world.articles.values(), which)
  if (article === undefined) return
  const isSeen = as === 'editor' || isArticleSeen(world, article.id)
  const path = `/v1/articles/${article.id}/media-credits`
  said.push(`${as} lists the credits of ${nameOf(article)}`)
  const seen = visibleCredits(world, as).filter(({ articleId }) => articleId === article.id)
  if (isSeen) sameCredits(await walk(desk, world, { path, query: { limit: '2' }, as }), seen, path)
  else assert.notEqual((await desk.read(world, path, as)).statusCode, 200, path)
  for (const credit of ofArticle(world.credits, article.id)) {
    const answer = await desk.read(world, `/v1/media-credits/${credit.id}`, as)
    assert.equal(answer.statusCode, seen.includes(credit) ? 200 : 404, `${as} asks for one of its credits`)
    if (answer.statusCode === 200) sameCredit(answer.json(), credit, 'one credit')
  }
}

export const lookingAtCreditsOfOne: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, as: fc.constantFrom<Reader>('anonymous', 'editor') })
  .map(
    ({ which, as }) =>
      (scene) =>
        checkArticle(scene, which, as),
  )

const holders = { agency: 'organizations', creator: 'creators' } as const

/** Who is credited, creators first, with counts. */
export const lookingAtHolders: fc.Arbitrary<Deed> = fc
  .record({
    as: fc.constantFrom<Reader>('anonymous', 'editor'),
    limit: fc.constantFrom(100, 1, 2),
    kind: fc.constantFrom<keyof typeof holders | undefined>(undefined, 'agency', 'creator'),
  })
  .map(({ as, limit, kind }) => async ({ world, desk, said }) => {
    said.push(`${as} counts who is credited${kind ? ` as ${kind}` : ''}, ${limit} a page`)
    const query = { limit: String(limit), ...(kind && { kind }) }
    const kinds = kind ? [kind] : (['creator', 'agency'] as const)
    const seen = visibleCredits(world, as)
    const expected = kinds.flatMap((kind) => {
      const named = seen.map((credit) => ({ id: credit.id, names: credit[holders[kind]] }))
      return countNames(named).map(({ name, count }) => ({ name, kind, creditCount: count }))
    })
    const items = await walk(desk, world, { path: '/v1/credit-holders', query, as })
    assert.deepEqual(items, expected, 'who is credited')
  })
