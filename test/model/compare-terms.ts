// Sections, tags and authors with their counts, against the model's own count.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { walk } from './desk.ts'
import { publicArticles } from './readers.ts'
import type { Deed } from './step.ts'
import { byText, fold, type ModelArticle } from './world.ts'

const taxonomies: Record<string, (article: ModelArticle) => string[]> = {
  sections: ({ section }) => (section === null ? [] : [section]),
  tags: ({ tags }) => tags,
  authors: ({ authors }) => authors,
}

export interface Named {
  id: string
  names: string[]
}

/** Names by folded name, counted, each spelled as the newest of what has it. */
export function countNames(all: Named[]): { name: string; count: number }[] {
  const counted = new Map<string, { name: string; count: number }>()
  const oldestFirst = [...all].sort((one, other) => byText(one.id, other.id))
  for (const { names } of oldestFirst)
    for (const name of names)
      counted.set(fold(name), { name, count: (counted.get(fold(name))?.count ?? 0) + 1 })
  return [...counted.keys()].sort(byText).flatMap((key) => counted.get(key) ?? [])
}

export const lookingAtTerms: fc.Arbitrary<Deed> = fc
  .record({ name: fc.constantFrom(...Object.keys(taxonomies)), limit: fc.constantFrom(100, 1, 2) })
  .map(({ name, limit }) => async ({ world, desk, said }) => {
    said.push(`count ${name}, ${limit} a page`)
    const namesOf = taxonomies[name] ?? (() => [])
    const query = { limit: String(limit) }
    const answer = await walk(desk, world, { path: `/v1/${name}`, query, as: 'anonymous' })
    const expected = countNames(
      publicArticles(world).map((article) => ({ id: article.id, names: namesOf(article) })),
    )
    assert.deepEqual(
      answer,
      expected.map(({ name, count }) => ({ name, articleCount: count })),
      `/v1/${name}`,
    )
  })
