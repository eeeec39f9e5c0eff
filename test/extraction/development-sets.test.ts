// Holds the figures reached on the development sets. They are no part of the project: without them the test is skipped.

import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { extractQuotes } from '../../src/extraction/quotes.ts'

const data = new URL('../../../shared/data/quotes/', import.meta.url)
const skip = existsSync(new URL('score.mjs', data)) ? false : 'the shared development sets are not here'

interface Article {
  id: string
  text: string
}

interface Score {
  overlapPRF: { f1: number }
  attrAcc: number
  attrStrictAcc: number
  e2eRecall: number
}

type Scorer = (gold: Article[], predicted: unknown[], options: { minWords: number }) => Score

const floors = {
  'polnear.dev.jsonl': { span: 0.982, speaker: 0.925, endToEnd: 0.915, fullName: 0.84 },
  'polnear.core.dev.jsonl': { span: 0.99, speaker: 0.93, endToEnd: 0.922, fullName: 0.86 },
}

for (const [file, floor] of Object.entries(floors)) {
  t.test(`the figures reached on ${file} hold`, { skip }, async (t) => {
    const { score } = (await import(new URL('score.mjs', data).href)) as { score: Scorer }
    const articles = readFileSync(new URL(file, data), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Article)
    const predicted = articles.map(({ id, text }) => ({
      id,
      quotes: extractQuotes(text)
        .filter(({ kind }) => kind !== 'indirect')
        .map(({ start, end, speaker }) => ({ start, end, speaker: speaker?.name ?? null })),
    }))
    const reached = score(articles, predicted, { minWords: 3 })
    t.ok(reached.overlapPRF.f1 >= floor.span, `span F1 ${reached.overlapPRF.f1}`)
    t.ok(reached.attrAcc >= floor.speaker, `speaker accuracy ${reached.attrAcc}`)
    t.ok(reached.e2eRecall >= floor.endToEnd, `end to end ${reached.e2eRecall}`)
    t.ok(reached.attrStrictAcc >= floor.fullName, `full names ${reached.attrStrictAcc}`)
  })
}
