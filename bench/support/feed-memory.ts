// Whether a server grows that is asked for page after page of a long change feed. What it keeps of answers is filled first, so that
// whatever comes to that is more than it should keep.

import { type Load, paceOf, type Request } from './load.ts'
import { residentOf } from './memory.ts'
import type { Site } from './site.ts'

/** Pages that are different, of a quarter of a megabyte each: more than could be kept. */
const different = 400
/** Pages in each half: enough for the collector of garbage to have been everywhere. */
const asked = 10_000
/** Milliseconds from one look at the memory to the next. */
const lookEvery = 100

/** Full pages of a feed of so many changes, each beginning elsewhere. */
export const feedPages = (changes: number): Request[] =>
  Array.from({ length: different }, (_, i) => ({
    path: `/v1/changes?limit=1000&since=${Math.floor((i * (changes - 1000)) / different)}`,
  }))

/** The median of the MiB that the server took in ten thousand pages, and in ten thousand more: garbage comes and goes. */
export async function memoryOfFeed(
  site: Site,
  pages: readonly Request[],
  load: Omit<Load, 'status'>,
): Promise<{ before: number; after: number }> {
  await paceOf(site, kept(), { ...load, seconds: Math.max(load.seconds, 3), status: 200 })
  const median = async (): Promise<number> => {
    const seen: number[] = []
    const looking = setInterval(() => void seen.push(residentOf(site.pid)), lookEvery)
    try {
      for (let done = 0; done < asked; ) {
        const { rate } = await paceOf(site, pages, { ...load, status: 200 })
        // With the third of the time that warms up.
        done += (rate * load.seconds * 4) / 3
      }
    } finally {
      clearInterval(looking)
    }
    return seen.sort((a, b) => a - b)[Math.floor(seen.length / 2)] ?? 0
  }
  return { before: await median(), after: await median() }
}

/** Lists that readers come back to, some seventy megabytes. */
const kept = (): Request[] =>
  ['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt'].flatMap((sort) =>
    Array.from({ length: 100 }, (_, i) => ({
      path: `/v1/articles?include=mediaCredits&sort=${sort}&limit=${i + 1}`,
    })),
  )
