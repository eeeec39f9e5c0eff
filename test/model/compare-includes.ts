// What comes with articles that are read, and what is near to them.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { publishedComments } from './compare-comments.ts'
import { dataOf } from './desk.ts'
import { publicArticles, visibleCredits, visibleQuotes } from './readers.ts'
import { type Deed, drawnNumber, nameOf, pick } from './step.ts'
import { type ModelArticle, newestFirst, type Reader, type World } from './world.ts'

interface Including {
  id: string
  mediaCredits: { id: string }[]
  quotes: { id: string }[]
  comments: { id: string }[]
}

const idsOf = (list: { id: string }[]): string[] => list.map(({ id }) => id)

/** Credits and comments have an order that the model knows; quotes stand as the text has them. */
function expectedWith(world: World, { id }: ModelArticle, as: Reader): Record<string, string[]> {
  const isHere = ({ articleId }: { articleId: string }) => articleId === id
  const quotes = visibleQuotes(world, as).filter((quote) => isHere(quote) && quote.state !== 'rejected')
  return {
    mediaCredits: idsOf(visibleCredits(world, as).filter(isHere)),
    quotes: idsOf(quotes).sort(),
    comments: idsOf(newestFirst(publishedComments(world, id))).slice(0, 20),
  }
}

/** What readers see with everything that hangs on it. */
export const lookingAtIncludes: fc.Arbitrary<Deed> = fc
  .constantFrom<Reader>('anonymous', 'editor')
  .map((as) => async ({ world, desk, said }) => {
    const url = '/v1/articles?limit=100&include=mediaCredits,quotes,comments'
    said.push(`${as} reads all articles with what hangs on them`)
    const { data } = dataOf(await desk.read(world, url, as), url)
    for (const shown of data as Including[]) {
      const article = world.articles.get(shown.id)
      if (article === undefined) throw new Error(`There is no article ${shown.id}.`)
      const { mediaCredits, quotes, comments } = shown
      assert.deepEqual(
        { mediaCredits: idsOf(mediaCredits), quotes: idsOf(quotes).sort(), comments: idsOf(comments) },
        expectedWith(world, article, as),
        `what comes with ${nameOf(article)}`,
      )
    }
  })

/** Whatever is near to an article, readers see it, and it is another one. */
export const lookingAtRelated: fc.Arbitrary<Deed> = drawnNumber.map((which) => async (scene) => {
  const { world, desk, said } = scene
  const article = pick(publicArticles(world), which)
  if (article === undefined) return
  said.push(`readers look for what is near to ${nameOf(article)}`)
  const url = `/v1/articles/${article.slug}/related?limit=20&fields=slug`
  const ids = idsOf(dataOf(await desk.read(world, url), url).data as { id: string }[])
  const others = idsOf(publicArticles(world).filter((other) => other !== article))
  assert.equal(new Set(ids).size, ids.length, 'each is named once')
  for (const id of ids) assert.ok(others.includes(id), `${id} is not to be seen`)
})
