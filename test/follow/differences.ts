// Where a mirror and its source differ in what their readers see.

import type { InjectOptions } from 'fastify'
import { articleFields } from '../../src/articles/schema.ts'

interface Site {
  send: (options: InjectOptions) => Promise<{ json: () => unknown }>
}

interface Seen {
  slug: string
  canonicalUrl: string
  mediaCredits: Record<string, unknown>[]
  quotes: Record<string, unknown>[]
  body: { text: string; html: string }
  [field: string]: unknown
}

/** All that an answer can have, with the body that a list leaves out unless it is asked for. */
const fields = articleFields.join(',')

/** A line for each difference; the ids of the two are of their own. */
export async function differences(source: Site, mirror: Site): Promise<string[]> {
  const [there, here] = await Promise.all([seenOn(source), seenOn(mirror)])
  const slugs = [...new Set([...there.keys(), ...here.keys()])]
  return slugs.flatMap((slug) => {
    const [one, other] = [there.get(slug), here.get(slug)]
    return one === other ? [] : [`${slug}:\n  there ${one}\n  here  ${other}`]
  })
}

/** Everything that readers see of every article, by slug; one that is there twice is told. */
async function seenOn({ send }: Site): Promise<Map<string, string>> {
  const seen = new Map<string, string>()
  let cursor: string | null = null
  do {
    const place: string = cursor === null ? '' : `&cursor=${cursor}`
    const url = `/v1/articles?limit=100&include=mediaCredits,quotes&fields=${fields}${place}`
    const list = (await send({ url })).json() as { data: Seen[]; page: { next: string | null } }
    for (const article of list.data) {
      if (seen.has(article.canonicalUrl)) seen.set(`${article.canonicalUrl} twice`, article.slug)
      seen.set(article.canonicalUrl, shown(article))
    }
    cursor = list.page.next
  } while (cursor !== null)
  return seen
}

/** What each side says of its own: names of things and addresses here, when and in which version they were written, what its readers say. */
const own: Record<string, readonly string[]> = {
  '': ['id', 'version', 'createdAt', 'updatedAt', 'links', 'commentCount', 'commentsOpen'],
  leadMedia: ['id', 'articleId', 'version', 'createdAt', 'updatedAt'],
  mediaCredits: ['id', 'articleId', 'version', 'createdAt', 'updatedAt'],
  // How a quote was found is not how its copy was.
  quotes: [
    ...['id', 'articleId', 'articleVersion', 'version', 'createdAt', 'updatedAt'],
    ...['origin', 'confidence', 'reviewedAt'],
  ],
  'quotes/speaker': ['id'],
  'body/blocks': ['mediaCreditId'],
}

/** All that a value says but what is its side's own. */
function shared(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => shared(one, path))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !own[path]?.includes(name))
  return Object.fromEntries(
    kept.map(([name, inner]) => [name, shared(inner, path === '' ? name : `${path}/${name}`)]),
  )
}

const shown = (article: Seen): string => {
  const quotes = article.quotes.toSorted((a, b) =>
    JSON.stringify(a.selector) < JSON.stringify(b.selector) ? -1 : 1,
  )
  return JSON.stringify(shared({ ...article, quotes }))
}
