// A mirror of what readers see, kept as a partner would keep one: by following the change feed and reading what it names.

import assert from 'node:assert/strict'
import { sameArticle } from './compare-articles.ts'
import { sameCredits } from './compare-credits.ts'
import { sameQuotes } from './compare-quotes.ts'
import { type Desk, dataOf } from './desk.ts'
import { publicArticles, visibleComments, visibleCredits, visibleQuotes } from './readers.ts'
import type { Deed } from './step.ts'
import { byText, type World } from './world.ts'

interface Change {
  position: string
  type: string
  resource: string
  resourceId: string
  articleId: string | null
  version: number | null
}

type Document = { id: string; version: number; body: { text: string } }

/** What hangs on articles, and where it is read. */
const children = { mediaCredit: 'media-credits', comment: 'comments', quote: 'quotes' } as const
type Child = keyof typeof children
const childNames = Object.keys(children) as Child[]

interface ChildDocument {
  id: string
  articleId: string
  version: number
}

export interface Mirror {
  /** Where to go on. */
  position: string
  /** By id, as they were when they were read. */
  articles: Map<string, Document>
  children: Record<Child, Map<string, ChildDocument>>
}

export const emptyMirror = (position: string): Mirror => ({
  position,
  articles: new Map(),
  children: { mediaCredit: new Map(), comment: new Map(), quote: new Map() },
})

const departures = ['article.unpublished', 'article.withdrawn', 'article.deleted']
const isChild = (resource: string): resource is Child => resource in children

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
  const { resource, resourceId: id, type } = change
  mirror.position = change.position
  if (isChild(resource)) return applyToChild(desk, world, { mirror, change, resource })
  mirror.articles.delete(id)
  const isGone = departures.includes(type)
  if (isGone || type === 'article.published')
    for (const name of childNames)
      for (const child of mirror.children[name].values())
        if (child.articleId === id) mirror.children[name].delete(child.id)
  if (isGone) return
  const answer = await desk.read(world, `/v1/articles/${id}`)
  if (answer.statusCode !== 200) return
  mirror.articles.set(id, answer.json())
  // When an article appears, what hangs on it does so too, without events of its own.
  if (type === 'article.published')
    for (const name of childNames) {
      const url = `/v1/articles/${id}/${children[name]}?limit=100`
      for (const child of dataOf(await desk.read(world, url), url).data as ChildDocument[])
        mirror.children[name].set(child.id, child)
    }
}

async function applyToChild(
  desk: Desk,
  world: World,
  { mirror, change, resource }: { mirror: Mirror; change: Change; resource: Child },
): Promise<void> {
  const { resourceId: id, type } = change
  mirror.children[resource].delete(id)
  if (type.endsWith('.deleted') || type.endsWith('.removed')) return
  const answer = await desk.read(world, `/v1/${children[resource]}/${id}`)
  if (answer.statusCode === 200) mirror.children[resource].set(id, answer.json())
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
  const quotes = [...mirror.children.quote.values()].sort((one, other) => byText(one.id, other.id))
  const expectedQuotes = visibleQuotes(world).sort((one, other) => byText(one.id, other.id))
  sameQuotes(quotes, expectedQuotes, 'what a mirror has of quotes')
  const credits = [...mirror.children.mediaCredit.values()].sort((one, other) => byText(one.id, other.id))
  sameCredits(credits, visibleCredits(world), 'what a mirror has of media credits')
  assert.deepEqual(
    [...mirror.children.comment.keys()].sort(),
    visibleComments(world)
      .map(({ id }) => id)
      .sort(),
    'what a mirror has of comments',
  )
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
