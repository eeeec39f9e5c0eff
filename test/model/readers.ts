// What readers may see of the model, and what must be nowhere in what they get.

import type { ModelArticle, World } from './world.ts'

export const isPublic = ({ status, embargoUntil }: ModelArticle, now: string): boolean =>
  status === 'published' && (embargoUntil === null || embargoUntil <= now)

export const publicArticles = ({ articles, now }: World): ModelArticle[] =>
  [...articles.values()].filter((article) => isPublic(article, now))

/** To be called whenever an article or the clock has changed: who sees something once has seen it. */
export function noteWhatIsSeen(world: World): void {
  for (const article of publicArticles(world)) article.wasSeen = true
}

/** What a reader gets who asks for an article. */
export function statusForReaders(article: ModelArticle, now: string): 200 | 404 | 410 {
  if (isPublic(article, now)) return 200
  return article.status === 'withdrawn' && article.wasSeen ? 410 : 404
}

const canary = /Canary\d+/g

/** Canaries in a text that readers must not see. */
export function leaksIn(text: string, world: World): string[] {
  const shown = new Set(JSON.stringify(publicArticles(world)).match(canary))
  return [...new Set(text.match(canary))].filter((word) => !shown.has(word))
}
