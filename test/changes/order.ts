// Writers at several servers of one database, and a poller of the change feed beside them, which is to get each committed change
// once, in order, however the commits interleave.

import { deepStrictEqual } from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'

interface Made {
  id: string
  version: number
}

interface Told {
  position: string
  type: string
  resourceId: string
  version: number
}

export interface Desk {
  /** Throws where the write is refused. */
  write(method: 'POST' | 'PATCH', url: string, payload: object): Promise<Made>
  poll(since: string): Promise<{ data: Told[]; page: { next: string } }>
}

interface Options {
  writers: number
  /** Of all writers together. */
  changes: number
}

/**
 * Writers take the desks in turn, and the poller has the first. Gives how many changes were told; throws an AssertionError where one
 * is missing, told twice, or out of order.
 */
export async function pollUnderWrites(desks: readonly Desk[], options: Options): Promise<number> {
  const [first] = desks
  if (first === undefined) throw new Error('There is nobody to ask.')
  const acknowledged: string[] = []
  let isWriting = true
  const writing = Promise.all(
    Array.from({ length: options.writers }, (_, n) =>
      writeAsOne(desks[n % desks.length] ?? first, acknowledged, { ...options, writer: n }),
    ),
  ).finally(() => {
    isWriting = false
  })
  const [told] = await Promise.all([pollAll(first, () => isWriting), writing])
  verify(told, acknowledged)
  return told.length
}

async function writeAsOne(
  { write }: Desk,
  acknowledged: string[],
  { writers, changes, writer }: Options & { writer: number },
): Promise<void> {
  const { id } = await write('POST', '/v1/articles', { headline: `Story ${writer}` })
  const { version } = await write('POST', `/v1/articles/${id}/publish`, {})
  acknowledged.push(`article.published ${id} ${version}`)
  for (let n = 1; n < changes / writers; n += 2) {
    const changed = await write('PATCH', `/v1/articles/${id}`, { section: `Section ${n}` })
    acknowledged.push(`article.updated ${id} ${changed.version}`)
    const credit = await write('POST', '/v1/media-credits', { articleId: id, creditLine: `Desk ${n}` })
    acknowledged.push(`mediaCredit.created ${credit.id} 1`)
  }
}

async function pollAll({ poll }: Desk, isWriting: () => boolean): Promise<Told[]> {
  const told: Told[] = []
  let since = '0'
  for (let caughtUp = false; isWriting() || !caughtUp; ) {
    const wasWriting = isWriting()
    const { data, page } = await poll(since)
    told.push(...data)
    since = page.next
    caughtUp = !wasWriting && data.length === 0
    // A poller in a process of its own would leave the writers theirs.
    await setImmediate()
  }
  return told
}

function verify(told: readonly Told[], acknowledged: readonly string[]): void {
  deepStrictEqual(
    told.map(({ position }) => Number(position)),
    told.map((_, i) => i + 1),
    'no gap, no repetition, no step back',
  )
  deepStrictEqual(
    told.map(({ type, resourceId, version }) => `${type} ${resourceId} ${version}`).sort(),
    [...acknowledged].sort(),
    'each that was acknowledged, and no other',
  )
  const versions = new Map<string, number>()
  for (const { resourceId, version } of told) {
    if (version <= (versions.get(resourceId) ?? 0)) throw new Error(`${resourceId} fell back to ${version}.`)
    versions.set(resourceId, version)
  }
}
