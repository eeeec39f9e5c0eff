// Another Dateline, read politely: one request at a time, no faster than it likes, and nothing twice that it says is the same.

import { setTimeout as delay } from 'node:timers/promises'
import type { ChangeList } from '../changes/schema.ts'
import { AppError } from '../errors.ts'
import { isOut, type Remote, remoteFields, type Tombstone } from './mirrored.ts'

export type Source = ReturnType<typeof openSource>

interface Options {
  url: string
  key: string | undefined
  signal: AbortSignal
  /** Hears of what is tried again. */
  onTrouble: (message: string) => void
}

interface Asked {
  /** What is known already. */
  etag?: string | undefined
  /** Without the key. */
  isReader?: boolean
}

/** Articles and changes of one request. */
const pageSize = 100
const patience = 30_000
const mostWait = 60_000

export function openSource({ url, key, signal, onTrouble }: Options) {
  const asReader = {
    accept: 'application/json',
    // A shared cache may hold what was true before the change.
    'cache-control': 'no-cache',
    'user-agent': 'Dateline follow',
  }
  const headers = { ...asReader, ...(key !== undefined && { authorization: `Bearer ${key}` }) }
  let known: { path: string; etag: string } | undefined

  /** An answer of 200, 304, 404 or 410; everything that passes is waited for. Throws for what does not pass. */
  async function ask(path: string, { etag, isReader = false }: Asked = {}): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted()
      const answer = await fetch(url + path, {
        headers: { ...(isReader ? asReader : headers), ...(etag && { 'if-none-match': etag }) },
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      }).catch((err: unknown) => (err instanceof Error ? err : new Error(String(err))))
      if (!(answer instanceof Error) && [200, 304, 404, 410].includes(answer.status)) return answer
      signal.throwIfAborted()
      const trouble = answer instanceof Error ? reasonOf(answer) : `it answered ${answer.status}`
      if (!(answer instanceof Error) && answer.status < 500 && ![408, 425, 429].includes(answer.status))
        throw new AppError('unavailable', `${url} cannot be followed: ${trouble} to ${path.split('?')[0]}.`)
      const pause = pauseOf(tries, answer instanceof Error ? null : answer.headers.get('retry-after'))
      onTrouble(`${url}: ${trouble}; tried again in ${Math.ceil(pause / 1000)} s`)
      await delay(pause, undefined, { signal })
    }
  }

  const listPath = (more: Record<string, string>): string =>
    `/v1/articles?${new URLSearchParams({
      limit: String(pageSize),
      fields: remoteFields.join(','),
      include: 'mediaCredits,quotes',
      ...more,
    })}`

  return {
    /** Changes behind a position: `too_old` where some are kept no longer, undefined where there are none. */
    async changes(since: number): Promise<ChangeList | 'too_old' | undefined> {
      const path = `/v1/changes?since=${since}&limit=${pageSize}`
      const answer = await ask(path, { etag: known?.path === path ? known.etag : undefined })
      if (answer.status === 304) return undefined
      if (answer.status === 410) return 'too_old'
      const list = (await answer.json()) as ChangeList
      known = { path, etag: answer.headers.get('etag') ?? '' }
      return list.data.length === 0 ? undefined : list
    },

    /** The position of the newest change. */
    async newest(): Promise<number> {
      let since: string | undefined
      for (;;) {
        const place: string = since === undefined ? '' : `since=${since}&`
        const list = (await (await ask(`/v1/changes?${place}limit=1000`)).json()) as ChangeList
        if (list.data.length === 0) return Number(list.page.next)
        since = list.page.next
      }
    },

    /** Those of these articles that are shown. */
    async articles(ids: readonly string[]): Promise<Remote[]> {
      if (ids.length === 0) return []
      const list = (await (await ask(listPath({ ids: ids.join(',') }))).json()) as { data: Remote[] }
      return list.data
    },

    /** What stands in the place of an article: itself, a tombstone, or nothing. */
    async placeOf(id: string, now: Date): Promise<Tombstone | 'shown' | undefined> {
      const path = `/v1/articles/${id}`
      const own = await ask(path)
      const found = own.status === 200 ? ((await own.json()) as Remote) : undefined
      if (found !== undefined && isOut(found, now)) return 'shown'
      // Whoever may edit it is shown it to the end; its readers are told why it went.
      const answer = found?.status === 'withdrawn' ? await ask(path, { isReader: true }) : own
      if (answer.status !== 410) return undefined
      const { detail, withdrawnAt } = (await answer.json()) as { detail: string; withdrawnAt?: string }
      return withdrawnAt === undefined ? undefined : { reason: detail, withdrawnAt }
    },

    /** Every article that is shown, a page at a time. */
    async *all(): AsyncGenerator<Remote[]> {
      let cursor: string | null = null
      do {
        const answer: Response = await ask(listPath(cursor === null ? {} : { cursor }))
        const list = (await answer.json()) as { data: Remote[]; page: { next: string | null } }
        yield list.data
        cursor = list.page.next
      } while (cursor !== null)
    },

    /** Settles when the source has something new behind a position, or when it is time to look. */
    async news(since: number, within: number): Promise<void> {
      const stop = AbortSignal.any([signal, AbortSignal.timeout(within)])
      try {
        const answer = await fetch(`${url}/v1/changes/stream?since=${since}`, {
          headers: { ...headers, accept: 'text/event-stream' },
          signal: stop,
        })
        if (answer.status === 200 && answer.body !== null) {
          let text = ''
          for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
            text = (text + chunk).slice(-1000)
            if (/^data: /m.test(text)) return
          }
        }
      } catch (err) {
        if (signal.aborted) throw err
      }
      // One without a stream, or that ends it at once, is asked at an even pace.
      if (!stop.aborted)
        await delay(within / 2 + Math.random() * within, undefined, { signal: stop }).catch(() => undefined)
    },
  }
}

/** What it asks for, else twice as long each time; never all at the same moment. */
function pauseOf(tries: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter)
  const seconds = Number.isFinite(asked) ? asked : (Date.parse(retryAfter ?? '') - Date.now()) / 1000
  if (Number.isFinite(seconds) && seconds > 0) return Math.min(seconds, 3600) * 1000 + Math.random() * 1000
  return Math.min(mostWait, 500 * 2 ** Math.min(tries, 10)) * (0.5 + Math.random() / 2)
}

const reasonOf = (err: Error): string =>
  err.cause instanceof Error && err.cause.message !== '' ? err.cause.message : err.message
