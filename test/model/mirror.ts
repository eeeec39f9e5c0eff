// A mirror of what readers see, kept as a partner would keep one: by following the change feed and reading what it names.

import assert from 'node:assert/strict'
import { sameArticle } from './compare-articles.ts'
import { type Desk, dataOf } from './desk.ts'
import { publicArticles } from './readers.ts'
import type { Deed } from './step.ts'
import type { World } from './world.ts'

interface Change {
  position: string
  type: string
  resource: string
  resourceId: string
  articleId: string | null
  version: number | null
}

type Document = { id: string; version: number; body: { text: string } }

export interface Mirror {
  /** Where to go on. */
  position: string
  /** By id, as they were when they were read. */
  articles: Map<string, Document>
}

export const emptyMirror = (position: string): Mirror => ({ position, articles: new Map() })

const departures = ['article.unpublished', 'article.withdrawn', 'article.deleted']

/** Everything behind a position, so many at a time. Throws where positions do not follow each other. */
async function* changesAfter(desk: Desk, world: World, { since, limit }: { since: string; limit: number }) {
  for (let position = since; ; ) {
    const url = `/v1/changes?since=${position}&limit=${limit}`
    const { data, page } = dataOf(await desk.read(world, url), url)
    for (const change of data as Change[]) {
      assert.equal(change.position, String(Number(position) + 1), 'positions follow each other')
      position = change.position
      yield change
    }
    assert.equal(page.next, position, `${url} says where to go on`)
    if (data.length < limit) return
  }
}

/** Reads what the feed names, and drops what it says is gone. */
async function apply(desk: Desk, world: World, { mirror, change }: { mirror: Mirror; change: Change }) {
  mirror.position = change.position
  if (change.resource !== 'article') return
  mirror.articles.delete(change.resourceId)
  if (departures.includes(change.type)) return
  const answer = await desk.read(world, `/v1/articles/${change.resourceId}`)
  if (answer.statusCode === 200) mirror.articles.set(change.resourceId, answer.json())
}

/** Catches up, and holds the mirror against the model. */
export const lookAtMirror: Deed = async ({ world, desk, mirror }) => {
  for await (const change of changesAfter(desk, world, { since: mirror.position, limit: 100 }))
    await apply(desk, world, { mirror, change })
  // What the clock has done is told when it is settled.
  if (!world.isSettled) return
  const expected = publicArticles(world)
  assert.deepEqual(
    [...mirror.articles.keys()].sort(),
    expected.map(({ id }) => id).sort(),
    'a mirror that follows the change feed has what readers see',
  )
  for (const article of expected) {
    const document = mirror.articles.get(article.id)
    if (document !== undefined) sameArticle(document, article, 'what a mirror has of an article')
  }
}

/** Replays the feed from where the sequence began: what is left at its end is what readers see, in these versions. */
export const replayFeed: Deed = async ({ world, desk }) => {
  if (!world.isSettled) return
  const versions = new Map<string, number | null>()
  for await (const change of changesAfter(desk, world, { since: desk.start, limit: 7 })) {
    if (change.resource !== 'article') continue
    if (departures.includes(change.type)) versions.delete(change.resourceId)
    else versions.set(change.resourceId, change.version)
  }
  assert.deepEqual(
    [...versions].sort(),
    publicArticles(world)
      .map(({ id, version }) => [id, version])
      .sort(),
    'replaying the change feed leaves what readers see',
  )
}

/** Where the feed stands. */
export async function endOfFeed(desk: Desk, world: World, since: string): Promise<string> {
  let position = since
  for await (const change of changesAfter(desk, world, { since, limit: 1000 })) position = change.position
  return position
}
