// After a crash, whatever the writers of `crash.ts` had got to with an article, everything that hangs on it must agree: its status, what
// the change feed tells, what a search finds, its quotes, its comments and its history. All of a write is there, or nothing.

import { read, type Site } from './site.ts'

/** The life that the writers give each article: the status at each version, and the event that told of it. */
export const life = [
  { status: 'draft', event: undefined },
  { status: 'published', event: 'article.published' },
  { status: 'published', event: 'article.updated' },
  { status: 'unpublished', event: 'article.unpublished' },
] as const

/** The word by which this article alone is found. */
export const wordOf = (writer: string, round: number): string => `w${writer}r${round}`.replaceAll('-', 'x')
/** What a headline has from its third version on. */
export const changedWord = 'changed'

interface Article {
  id: string
  version: number
  status: string
  headline: string
  commentCount: number
  quotes: { articleVersion: number }[]
  comments: { id: string }[]
}
interface Change {
  type: string
  resourceId: string
  articleId: string
  version: number
}
interface List<T> {
  data: T[]
  page: { next: string | null; total?: number }
}

/** Where the change feed ends now. */
export async function endOfFeed(site: Site, since = '0'): Promise<{ end: string; changes: Change[] }> {
  const changes: Change[] = []
  for (let at = since; ; ) {
    const { data, page } = await read<List<Change>>(site, `/v1/changes?limit=1000&since=${at}`)
    changes.push(...data)
    at = String(page.next)
    if (data.length === 0) return { end: at, changes }
  }
}

/**
 * Holds every article that was written since a position of the feed and an instant, acknowledged or not, against all that hangs on it;
 * gives how many there were. Throws an Error that names the first one that is half written.
 */
export async function verifyWhole(site: Site, since: { position: string; at: string }): Promise<number> {
  const { changes } = await endOfFeed(site, since.position)
  const articles = await articlesSince(site, since.at)
  const strangers = changes.filter(({ articleId }) => !articles.some(({ id }) => id === articleId))
  if (strangers.length > 0)
    throw new Error(`The feed tells of ${strangers[0]?.articleId}, which is not there.`)
  for (const article of articles) {
    const told = changes.filter(({ articleId }) => articleId === article.id)
    const wrong = [
      ...wrongStanding(article, told),
      ...(await wrongSearch(site, article)),
      ...(await wrongHistory(site, article)),
    ]
    if (wrong.length > 0)
      throw new Error(
        `Article ${article.id} at version ${article.version} is half written: ${wrong.join('; ')}.`,
      )
  }
  return articles.length
}

async function articlesSince(site: Site, at: string): Promise<Article[]> {
  const found: Article[] = []
  for (const status of new Set(life.map((stage) => stage.status))) {
    const query = `status=${status}&updatedAfter=${at}&include=quotes,comments&limit=100`
    for (let cursor = ''; ; ) {
      const { data, page } = await read<List<Article>>(site, `/v1/articles?${query}${cursor}`)
      found.push(...data)
      if (page.next === null) break
      cursor = `&cursor=${page.next}`
    }
  }
  return found
}

/** Its status, its headline, what hangs on it and what readers were told, against its version. */
function wrongStanding(article: Article, told: Change[]): string[] {
  const { id, version, status, headline, quotes, comments, commentCount } = article
  const events = told
    .filter(({ resourceId }) => resourceId === id)
    .map(({ type, version: of }) => `${type} ${of}`)
  const expected = life
    .slice(0, version)
    .flatMap(({ event }, i) => (event === undefined ? [] : [`${event} ${i + 1}`]))
  const said = told.filter(({ type }) => type === 'comment.published').map(({ resourceId }) => resourceId)
  return [
    ...(status === life[version - 1]?.status ? [] : [`it is ${status}`]),
    ...(headline.includes(changedWord) === version >= 3 ? [] : [`its headline is "${headline}"`]),
    ...(events.join() === expected.join() ? [] : [`the feed tells ${events.join(', ') || 'nothing'}`]),
    ...(quotes.length === 1 ? [] : [`it has ${quotes.length} quotes`]),
    ...(comments.length === commentCount
      ? []
      : [`it counts ${commentCount} comments and has ${comments.length}`]),
    ...(said.sort().join() ===
    comments
      .map((one) => one.id)
      .sort()
      .join()
      ? []
      : [`the feed tells of ${said.length} comments and it has ${comments.length}`]),
  ]
}

async function wrongSearch(site: Site, { id, status, version, headline }: Article): Promise<string[]> {
  const word = headline.split(' ')[0] ?? ''
  const idsOf = async (path: string, isReader: boolean) => {
    const { data } = await read<List<{ id: string }>>(site, path, { isReader })
    return data.map((one) => one.id).join()
  }
  const expected = (isFound: boolean) => (isFound ? id : '')
  const isPublic = status === 'published'
  const byReaders = await idsOf(`/v1/articles?q=${word}`, true)
  const byEditors = await idsOf(`/v1/articles?q=${word}&status=${status}`, false)
  const byNewWord = await idsOf(`/v1/articles?q=${word}%20${changedWord}&status=${status}`, false)
  const quotes = await read<List<{ articleId: string }>>(site, `/v1/quotes?q=${word}`, { isReader: true })
  return [
    ...(byReaders === expected(isPublic) ? [] : [`readers find "${byReaders}"`]),
    ...(byEditors === id ? [] : [`editors find "${byEditors}"`]),
    ...(byNewWord === expected(version >= 3) ? [] : [`its new headline finds "${byNewWord}"`]),
    ...(quotes.data.length === (isPublic ? 1 : 0)
      ? []
      : [`readers find ${quotes.data.length} of its quotes`]),
  ]
}

async function wrongHistory(site: Site, { id, version }: Article): Promise<string[]> {
  const { data } = await read<List<{ version: number }>>(site, `/v1/articles/${id}/revisions`)
  const kept = data.map((revision) => revision.version)
  const expected = Array.from({ length: version }, (_, i) => version - i)
  return kept.join() === expected.join() ? [] : [`its history has the versions ${kept.join() || 'none'}`]
}
