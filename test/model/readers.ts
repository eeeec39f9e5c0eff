// What readers may see of the model, and what must be nowhere in what they get.

import type { ModelArticle, ModelComment, ModelCredit, ModelQuote, Reader, World } from './world.ts'

const isReleased = ({ status, embargoUntil }: ModelArticle, now: string): boolean =>
  status === 'published' && (embargoUntil === null || embargoUntil <= now)

export const isOver = ({ expiresAt }: Pick<ModelArticle, 'expiresAt'>, now: string): boolean =>
  expiresAt !== null && expiresAt <= now

export const isPublic = (article: ModelArticle, now: string): boolean =>
  isReleased(article, now) && !isOver(article, now)

export const publicArticles = ({ articles, now }: World): ModelArticle[] =>
  [...articles.values()].filter((article) => isPublic(article, now))

/** What hangs on an article is seen with it. */
export function isArticleSeen({ articles, now }: World, articleId: string): boolean {
  const article = articles.get(articleId)
  return article !== undefined && isPublic(article, now)
}

/** Credits that somebody may see: rights that ran out take them from readers, not from editors. */
export const visibleCredits = (world: World, as: Reader = 'anonymous'): ModelCredit[] =>
  [...world.credits.values()].filter(
    ({ articleId, rightsExpireAt }) =>
      as === 'editor' ||
      (isArticleSeen(world, articleId) && (rightsExpireAt === null || rightsExpireAt > world.now)),
  )

/** To be called whenever an article or the clock has changed: who sees something once has seen it, if only for a while in between. */
export function noteWhatIsSeen({ articles, now }: World): void {
  for (const article of articles.values()) if (isReleased(article, now)) article.wasSeen = true
}

/** What a reader gets who asks for an article. */
export function statusForReaders(article: ModelArticle, now: string): 200 | 404 | 410 {
  if (isPublic(article, now)) return 200
  return article.status === 'withdrawn' && article.wasSeen ? 410 : 404
}

/** Comments that readers see. */
export const visibleComments = (world: World): ModelComment[] =>
  [...world.comments.values()].filter(
    ({ articleId, status }) => status === 'published' && isArticleSeen(world, articleId),
  )

/** Quotes that somebody may see. */
export const visibleQuotes = (world: World, as: Reader = 'anonymous'): ModelQuote[] =>
  [...world.quotes.values()].filter(
    ({ articleId, state }) => as === 'editor' || (state === 'anchored' && isArticleSeen(world, articleId)),
  )

const everythingShown = (world: World) => [
  publicArticles(world),
  visibleCredits(world),
  visibleComments(world),
]

const canary = /Canary\d+/g

/** Canaries in a text that readers must not see. */
export function leaksIn(text: string, world: World): string[] {
  const shown = new Set(JSON.stringify(everythingShown(world)).match(canary))
  return [...new Set(text.match(canary))].filter((word) => !shown.has(word))
}
