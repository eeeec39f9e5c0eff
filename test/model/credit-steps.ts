// What editors do to media credits.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { drawnIfMatch } from './article-steps.ts'
import { type IfMatch, ifMatchHeader, refusedFor } from './changes-of-articles.ts'
import { addCredit, patchCredit, reachesRelease, removeCredit } from './changes-of-credits.ts'
import { sameCredit } from './compare-credits.ts'
import { agencies, authors, minutes } from './drawn-writing.ts'
import { learnQuotes } from './quotes-learned.ts'
import { publicArticles } from './readers.ts'
import { type Deed, drawnNumber, nameOf, pick, type Scene, withCanary } from './step.ts'
import { type ModelCredit, minutesAfter, type World } from './world.ts'

const captions = ['A gull above the ferry #', 'The bridge by night #']

/** Who made it and for whom: the line and its parts are given together, and kept as they are. */
const drawnNames = fc.record({
  creators: fc.uniqueArray(fc.constantFrom(...authors), { minLength: 1, maxLength: 2, selector: fold }),
  organizations: fc.uniqueArray(fc.constantFrom(...agencies), { maxLength: 2, selector: fold }),
})
function fold(name: string): string {
  return name.toLowerCase()
}

const drawnCredit = fc.record(
  {
    role: fc.constantFrom('lead', 'inline', 'gallery'),
    caption: fc.option(fc.constantFrom(...captions), { nil: null }),
    altText: fc.constantFrom('Ferry seen from the café #', null),
    names: drawnNames,
    rightsMinutes: fc.option(fc.constantFrom(...minutes), { nil: null }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Drawn>

interface Drawn {
  role?: ModelCredit['role']
  caption?: string | null
  altText?: string | null
  names?: Pick<ModelCredit, 'creators' | 'organizations'>
  rightsMinutes?: number | null
}

function givenOf(world: World, { role, caption, altText, names, rightsMinutes }: Drawn) {
  const text = (drawn: string | null) => (drawn === null ? null : withCanary(world, drawn))
  return {
    ...(role !== undefined && { role }),
    ...(caption !== undefined && { caption: text(caption) }),
    ...(altText !== undefined && { altText: text(altText) }),
    ...(names !== undefined && {
      ...names,
      creditLine: [...names.creators, ...names.organizations].join('/'),
    }),
    ...(rightsMinutes !== undefined && {
      rightsExpireAt: rightsMinutes === null ? null : minutesAfter(world.now, rightsMinutes),
    }),
  }
}

export const creditingPicture: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, drawn: drawnCredit })
  .map(({ which, drawn }) => async (scene) => {
    const { world, desk, said } = scene
    // Pictures of what readers see, mostly: the clock takes those away.
    const shown = which % 4 === 0 ? [] : publicArticles(world)
    const article = pick(shown, which) ?? pick(world.articles.values(), which)
    if (article === undefined) return
    const given = givenOf(world, drawn)
    const isRight = reachesRelease(world, article.id, given.rightsExpireAt ?? null)
    const expected = isRight ? 201 : 422
    said.push(`credit a picture of ${nameOf(article)}: ${JSON.stringify(given)} → ${expected}`)
    const payload = { articleId: article.id, ...given }
    const answer = await desk.write({ method: 'POST', url: '/v1/media-credits', payload })
    assert.equal(answer.statusCode, expected, answer.body)
    if (expected !== 201) return
    sameCredit(answer.json(), addCredit(world, { id: answer.json().id, articleId: article.id, given }), 'new')
    await learnQuotes(scene, article.id)
  })

interface Target {
  which: number
  ifMatch: IfMatch
}
const target = { which: drawnNumber, ifMatch: drawnIfMatch }

interface Change {
  what: string
  method: 'PATCH' | 'DELETE'
  payload?: object
  apply: (world: World, credit: ModelCredit) => number
}

async function change(scene: Scene, { which, ifMatch }: Target, change: Change): Promise<void> {
  const { world, desk, said } = scene
  const credit = pick(world.credits.values(), which)
  if (credit === undefined) return
  const { what, method, payload, apply } = change
  const article = world.articles.get(credit.articleId)
  const headers = ifMatchHeader(ifMatch, credit.version)
  const expected = refusedFor(ifMatch) ?? apply(world, credit)
  said.push(`${what} a credit of ${article && nameOf(article)}, If-Match ${ifMatch} → ${expected}`)
  const url = `/v1/media-credits/${credit.id}`
  const answer = await desk.write({ method, url, headers, ...(payload !== undefined && { payload }) })
  assert.equal(answer.statusCode, expected, answer.body)
  if (expected === 200) sameCredit(answer.json(), credit, what)
  // A caption introduces people.
  await learnQuotes(scene, credit.articleId)
}

export const patchingCredit: fc.Arbitrary<Deed> = fc
  .record({ ...target, drawn: drawnCredit })
  .map(({ drawn, ...target }) => (scene) => {
    const given = givenOf(scene.world, drawn)
    const what = `patch ${JSON.stringify(given)} into`
    const apply: Change['apply'] = (world, credit) => patchCredit(world, credit, given)
    return change(scene, target, { what, method: 'PATCH', payload: given, apply })
  })

export const removingCredit: fc.Arbitrary<Deed> = fc
  .record(target)
  .map(
    (target) => (scene) => change(scene, target, { what: 'delete', method: 'DELETE', apply: removeCredit }),
  )
