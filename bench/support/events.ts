// What events cost those who only read: a thousand receivers that hang, and a change feed of a hundred thousand.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { p99Of } from './latency.ts'
import { type Pace, processorTime } from './load.ts'
import { start } from './processes.ts'
import { makeKey, post, type Site } from './site.ts'

const receivers = 1000
/** Of readers, each of which asks for another page of the newest. */
const perSecond = 200
/** So often something is published, with and without receivers. */
const publishEvery = 2000

/**
 * How quickly 99 of 100 readers are answered, as a rate: `without` receivers, and `beside` a thousand that take each
 * event and never answer. Each publishes all the while.
 */
export function readersAndReceivers(site: Site, seconds: number) {
  const key = makeKey(site.folder, 'articles:write,articles:publish,webhooks:manage')
  const urls = Array.from({ length: 50 }, (_, i) => `${site.url}/v1/articles?limit=${i + 1}`)
  const measure = async (): Promise<Pace> => {
    const stopping = new AbortController()
    const publishing = publish({ url: site.url, key }, stopping.signal)
    const cost = processorTime(site.pid)
    const p99 = await p99Of(urls, { seconds, perSecond })
    stopping.abort()
    await publishing
    process.stderr.write(
      `p99 ${p99.toFixed(2)} ms, ${readdirSync(`/proc/${site.pid}/fd`).length} files and connections open\n`,
    )
    return { rate: 1000 / p99, cost: (processorTime(site.pid) - cost) / (seconds * perSecond) }
  }
  return {
    without: measure,
    async beside(): Promise<Pace> {
      const hanging = await start('bench/support/hanging-server.ts', [], { core: 1 })
      const made: string[] = []
      try {
        for (let n = 0; n < receivers; n++) {
          const body = { url: `${hanging.said.url}/${n}`, events: ['article.published', 'article.updated'] }
          made.push(String((await post(`${site.url}/v1/webhooks`, key, body)).id))
        }
        return await measure()
      } finally {
        for (const id of made) {
          const headers = { authorization: `Bearer ${key}`, 'if-match': '*' }
          await fetch(`${site.url}/v1/webhooks/${id}`, { method: 'DELETE', headers })
        }
        await hanging.stop()
      }
    },
  }
}

async function publish({ url, key }: { url: string; key: string }, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { id } = await post(`${url}/v1/articles`, key, { headline: `Published at ${Date.now()}` })
    await post(`${url}/v1/articles/${id}/publish`, key, {}, { 'if-match': '*' })
    await wait(publishEvery)
  }
}

/** Makes the change feed so long, by SQL alone. */
export function growChanges({ folder }: Site, count: number): void {
  const db = new Sqlite(join(folder, 'site.db'), { timeout: 10_000 })
  const last = Number(db.prepare("select value from counters where name = 'changes'").pluck().get())
  const made = Math.max(0, count - last)
  db.transaction(() => {
    db.prepare(`
      with recursive n(i) as (select ? union all select i + 1 from n where i < ?)
      insert into changes ("position", "id", "type", "resource", "resourceId", "articleId", "version", "at")
      select i, printf('01900009-0000-7000-8000-%012x', i), 'article.updated', 'article',
        printf('01900000-0000-7000-8000-%012x', i), printf('01900000-0000-7000-8000-%012x', i), 2, (select max("at") from changes)
      from n where ? > 0`).run(last + 1, last + made, made)
    db.prepare("update counters set value = ? where name = 'changes'").run(last + made)
  })()
  db.close()
}
