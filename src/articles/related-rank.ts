interface Seen {
  id: string
  publishedAt: Date | null
}

/** That an article has a term of another, and what that counts for. */
export interface Shared {
  articleId: string
  term: number
  weight: number
}

/** Ids by the weight of all shared terms, each counted once; of equals the newest first. */
export function rankRelated(seen: readonly Seen[], shared: readonly Shared[]): string[] {
  const terms = new Map<string, Map<number, number>>()
  for (const { articleId, term, weight } of shared)
    terms.set(articleId, (terms.get(articleId) ?? new Map<number, number>()).set(term, weight))
  const scoreOf = (id: string): number =>
    [...(terms.get(id)?.values() ?? [])].reduce((sum, weight) => sum + weight, 0)
  return seen
    .map(({ id, publishedAt }) => ({ id, score: scoreOf(id), at: publishedAt?.getTime() ?? 0 }))
    .sort((a, b) => b.score - a.score || b.at - a.at || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id)
}
