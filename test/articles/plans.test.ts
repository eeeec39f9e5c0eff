import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import t from 'tap'
import type { Database } from '../../src/db/database.ts'
import { open } from '../../src/db/index.ts'
import { appOn } from '../support/app.ts'
import { tempFolder } from '../support/temp.ts'

/** The statements that are prepared while the work runs. */
function watched(db: Database): { db: Database; statements: string[] } {
  const statements: string[] = []
  const prepare: Database['prepare'] = (name, build) => {
    const run = db.prepare(name, build)
    return (values) => {
      // What drizzle builds can say its statement; `Preparable` is the part of it that stores need.
      const query = build(db.read) as unknown as { toSQL(): { sql: string } }
      statements.push(query.toSQL().sql)
      return run(values)
    }
  }
  return { db: { ...db, prepare }, statements }
}

t.test('a list of articles walks an index in its order, from wherever it goes on', async (t) => {
  const path = join(await tempFolder(t), 'plans.db')
  const opened = await open(`file:${path}`)
  t.teardown(() => opened.close())
  const { db, statements } = watched(opened)
  const { send, key } = await appOn(t, db, { DATELINE_RESPONSE_CACHE_BYTES: '0' })
  const token = await key()
  for (const headline of ['One', 'Two']) {
    const { id } = (
      await send({ method: 'POST', url: '/v1/articles', key: token, payload: { headline } })
    ).json()
    const headers = { 'if-match': '*' }
    await send({ method: 'POST', url: `/v1/articles/${id}/publish`, key: token, payload: {}, headers })
  }
  const plan = new Sqlite(path, { readonly: true })
  t.teardown(() => plan.close())

  const filters = [
    '',
    'section=World',
    'language=en',
    'agency=AP',
    'author=Ada',
    'tag=bridge',
    'publishedAfter=2026-01-01T00:00:00Z',
    'publishedBefore=2026-12-31T00:00:00Z',
    'updatedAfter=2026-01-01T00:00:00Z',
    'section=World&tag=bridge&publishedAfter=2026-01-01T00:00:00Z',
  ]
  for (const sort of ['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt']) {
    const { page } = (await send({ url: `/v1/articles?limit=1&sort=${sort}` })).json()
    for (const filter of filters) {
      for (const cursor of ['', `&cursor=${page.next}`]) {
        statements.length = 0
        const url = `/v1/articles?limit=1&sort=${sort}&${filter}${cursor}`.replace(/&(?=&|$)/g, '')
        t.equal((await send({ url })).statusCode, 200, url)
        const list = statements.find((text) => / from "articles" .* limit /.test(text)) ?? ''
        t.not(list, '', `${url} is prepared`)
        const steps = plan
          .prepare(`explain query plan ${list}`)
          .all(Array<null>(list.split('?').length - 1).fill(null)) as { detail: string }[]
        const details = steps.map(({ detail }) => detail)
        // A section has no index by the time of a change, and what is narrowed by one time is sorted by the other.
        const isSorted = sort.endsWith('updatedAt')
          ? /section|language|published/.test(filter)
          : filter.startsWith('updated')
        if (!isSorted) t.notMatch(details.join('\n'), /TEMP B-TREE/, `${url}: ${details.join('; ')}`)
        t.notMatch(details.join('\n'), /SCAN articles$/m, `${url}: ${details.join('; ')}`)
      }
    }
  }
})
