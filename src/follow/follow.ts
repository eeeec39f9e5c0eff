// Keeps a copy of another Dateline's articles: what its readers see, its readers here see; what goes there goes here. The change feed
// says of which articles there is news, and the list what they are now, so a change that was missed or read twice does no harm.

import { isUniqueViolation } from '../db/errors.ts'
import { AppError } from '../errors.ts'
import type { Batch, MirrorStore, Outcome } from './mirror-store.ts'
import type { Gone } from './mirrored.ts'
import type { Source } from './source.ts'

export interface Progress {
  position: number | null
  outcomes: readonly Outcome[]
  /** What could not be stored here, with the reason; the rest goes on. */
  refused: readonly { id: string; reason: string }[]
}

interface Deps {
  source: Source
  mirror: MirrorStore
  now: () => Date
  onProgress: (progress: Progress) => void
}

/** Milliseconds after which a source is asked, whatever its stream has said. */
const lookEvery = 15_000

/** Catches up, and with `once` ends then; else goes on until its source's signal. Throws what `Source` throws, `conflict`. */
export async function follow({ source, mirror, now, onProgress }: Deps, once: boolean): Promise<void> {
  for (;;) {
    const position = await mirror.position()
    if (position === null) {
      await readAll()
      continue
    }
    const list = await source.changes(position)
    if (list === 'too_old') await mirror.restart(position)
    else if (list !== undefined) {
      const ids = [...new Set(list.data.flatMap(({ articleId }) => articleId ?? []))]
      const present = await source.articles(ids)
      const shown = new Set(present.map(({ id }) => id))
      const copied = await mirror.copiesAmong(ids.filter((id) => !shown.has(id)))
      await store({ present, gone: await leftOf(copied), from: position, to: Number(list.page.next) })
    } else if (once) return
    else await source.news(position, lookEvery)
  }

  /** What stands in the place of each; one that came back meanwhile is told of behind this. */
  async function leftOf(ids: readonly string[]): Promise<Gone[]> {
    const left: Gone[] = []
    for (const id of ids) {
      const place = await source.placeOf(id, now())
      if (place !== 'shown') left.push({ id, tombstone: place })
    }
    return left
  }

  /** Everything from the beginning; whatever changes meanwhile is told behind the position that is taken first. */
  async function readAll(): Promise<void> {
    const newest = await source.newest()
    const seen = new Set<string>()
    for await (const present of source.all()) {
      for (const { id } of present) seen.add(id)
      await store({ present, gone: [], from: null, to: null })
    }
    const gone = (await mirror.copies()).filter((id) => !seen.has(id))
    await store({ present: [], gone: await leftOf(gone), from: null, to: newest })
  }

  /** A batch at once; where an article stands in its way, one by one without it. */
  async function store(batch: Batch): Promise<void> {
    const { from, to } = batch
    try {
      onProgress({ position: to, outcomes: await retried(() => mirror.put(batch)), refused: [] })
    } catch (err) {
      if (!isRefusal(err) || batch.present.length === 0) throw err
      const outcomes: Outcome[] = []
      const refused: { id: string; reason: string }[] = []
      for (const one of batch.present) {
        const alone = { present: [one], gone: [], from, to: from }
        const done = await retried(() => mirror.put(alone)).catch((reason: unknown) => {
          if (!isRefusal(reason)) throw reason
          refused.push({ id: one.id, reason: reason.message })
          return []
        })
        outcomes.push(...done)
      }
      outcomes.push(...(await retried(() => mirror.put({ ...batch, present: [] }))))
      onProgress({ position: to, outcomes, refused })
    }
  }
}

const isRefusal = (err: unknown): err is AppError =>
  err instanceof AppError && (err.kind === 'unprocessable' || err.kind === 'not_found')

/** An editor changed one of them or took its slug at this very moment, or the database was busy. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (err) {
      const isBusy = err instanceof AppError && (err.kind === 'stale' || err.kind === 'unavailable')
      const passes = isBusy || isUniqueViolation(err)
      if (!passes || tries === 10) throw err
    }
  }
}
