// Where a mirror and its source differ in what their readers see.

import type { InjectOptions } from 'fastify'

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
    const url = `/v1/articles?limit=100&include=mediaCredits,quotes&fields=${fields.join(',')}${place}`
    const list = (await send({ url })).json() as { data: Seen[]; page: { next: string | null } }
    for (const article of list.data) {
      if (seen.has(article.canonicalUrl)) seen.set(`${article.canonicalUrl} twice`, article.slug)
      seen.set(article.canonicalUrl, shown(article))
    }
    cursor = list.page.next
  } while (cursor !== null)
  return seen
}

const fields = [
  'slug',
  'headline',
  'summary',
  'byline',
  'authors',
  'dateline',
  'provider',
  'section',
  'tags',
  'subjects',
  'language',
  'body',
  'publishedAt',
  'canonicalUrl',
]

const own = [
  'id',
  'articleId',
  'version',
  'createdAt',
  'updatedAt',
  'articleVersion',
  'origin',
  'reviewedAt',
  'confidence',
  'mediaCreditId',
]

const shown = (article: Seen): string => {
  const sorted = article.quotes.toSorted((a, b) =>
    JSON.stringify(a.selector) < JSON.stringify(b.selector) ? -1 : 1,
  )
  return JSON.stringify({ ...article, quotes: sorted }, (name, value) =>
    own.includes(name) ? undefined : value,
  )
}
