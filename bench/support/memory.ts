// How much memory a server takes under mixed load: warm and cold articles, lists, searches and comments, for as long as wanted.

import { readFileSync } from 'node:fs'
import { articleAddresses, filteredAddresses, searchAddresses, walk } from './addresses.ts'
import { paceOf, type Request } from './load.ts'
import type { Bench } from './rows.ts'
import { startSite } from './site.ts'

/** Resident memory in MiB, read this often. */
const lookEvery = 10

/** Prints the memory of the server every ten seconds, and at the end the most of it and how it went. */
export async function holdMemory({ folder, ids, load }: Bench, seconds: number): Promise<void> {
  const site = await startSite(folder)
  try {
    const requests = mixed(ids, filteredAddresses(await walk(site, Math.min(10_000, ids.length))))
    const seen: number[] = []
    for (let passed = 0; passed < seconds; passed += lookEvery) {
      const { rate } = await paceOf(site, requests, {
        ...load,
        seconds: Math.min(lookEvery, seconds - passed),
        status: 200,
      })
      seen.push(residentOf(site.pid))
      process.stderr.write(
        `${passed + lookEvery} s: ${seen.at(-1)} MiB, ${Math.round(rate)} requests a second\n`,
      )
    }
    const half = Math.ceil(seen.length / 2)
    process.stdout.write(
      `${ids.length.toLocaleString('en')} articles, ${seconds} s under mixed load: at most ${Math.max(...seen)} MiB resident, ` +
        `at most ${Math.max(...seen.slice(0, half))} in the first half, ${seen.at(-1)} at the end.\n`,
    )
  } finally {
    await site.stop()
  }
}

/** Of every kind in turn. */
function mixed(ids: readonly string[], pages: readonly string[]): Request[] {
  const found = searchAddresses('-publishedAt')
  return articleAddresses(ids).flatMap((path, i) =>
    [
      path,
      pages[i % pages.length] ?? path,
      '/v1/articles?limit=20&include=mediaCredits',
      ...(i % 50 === 0 ? [found[i] ?? path] : []),
    ].map((path) => ({ path })),
  )
}

/** Resident memory in MiB. */
export const residentOf = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
