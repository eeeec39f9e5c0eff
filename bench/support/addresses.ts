// The addresses that are asked for, of a site with so many articles.

import { commonWord, type Site } from './site.ts'

/** Different ones of a kind: more than the response cache holds, so that none is answered from it. */
export const different = 20_000

/** Articles over all of the site, none twice. */
export function articleAddresses(ids: readonly string[]): string[] {
  // A stride without a common divisor with the number comes to each once; neighbours in time are not asked one after another.
  const stride = 7919
  return Array.from(
    { length: Math.min(different, ids.length) },
    (_, i) => `/v1/articles/${ids[(i * stride) % ids.length]}`,
  )
}

/** So many articles are passed over by this cursor, which the list itself gave out. */
export interface Place {
  passed: number
  cursor: string
}

/** Walks the list as a reader does, a hundred articles a page, and keeps where it was; to the last page or so many articles. */
export async function walk(site: Site, articles: number): Promise<Place[]> {
  const places: Place[] = []
  const limit = Math.min(100, Math.ceil(articles / 3))
  for (let next = ''; places.length * limit < articles; ) {
    const page = await fetch(`${site.url}/v1/articles?limit=${limit}&fields=slug${next && `&cursor=${next}`}`)
    const { page: paging } = (await page.json()) as { page: { next: string | null } }
    if (paging.next === null) break
    next = paging.next
    places.push({ passed: (places.length + 1) * limit, cursor: next })
  }
  return places
}

/** Pages of a section behind cursors; an instant before all of them makes each address another. */
export function filteredAddresses(places: readonly Place[]): string[] {
  return Array.from({ length: different }, (_, i) => {
    const { cursor } = places[i % places.length] ?? { cursor: '' }
    const section = ['World', 'Politics', 'Sport'][i % 3]
    return `/v1/articles?section=${section}&limit=20&publishedAfter=${ago(i)}&cursor=${cursor}`
  })
}

/** The same page over and over, each time by another address. */
export function pageAddresses(place?: Place): string[] {
  const cursor = place === undefined ? '' : `&cursor=${place.cursor}`
  return Array.from(
    { length: different },
    (_, i) => `/v1/articles?limit=20&publishedAfter=${ago(i)}${cursor}`,
  )
}

export const searchAddresses = (sort: '-publishedAt' | 'relevance'): string[] =>
  Array.from(
    { length: different },
    (_, i) => `/v1/articles?q=${commonWord}&sort=${sort}&limit=20&publishedAfter=${ago(i)}`,
  )

const ago = (i: number) => new Date(Date.UTC(2000, 0, 1) + i * 1000).toISOString()
