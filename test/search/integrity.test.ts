import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import t from 'tap'
import { open } from '../../src/db/index.ts'
import { appOn } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { tempFolder } from '../support/temp.ts'

t.test('after random changes the full-text index agrees with what it indexes, word for word', async (t) => {
  const file = join(await tempFolder(t), 'dateline.db')
  const db = await open(`file:${file}`)
  t.teardown(() => db.close())
  const test = await appOn(t, db)
  const desk = await articleDesk(test)
  const ids: string[] = []
  const word = fc.constantFrom('bridge', 'Müller', 'toll', '橋', 'quay', 'gull')
  const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
  const step = fc.record({ what: fc.nat({ max: 4 }), which: fc.nat(), text })
  const steps = fc.sample(step, { numRuns: 80, seed: 20261124 })
  for (const { what, which, text } of steps) {
    const id = ids[which % (ids.length || 1)]
    const body = { blocks: [{ type: 'paragraph', text: `“${text},” said Ada Ferris.` }] }
    if (what === 0 || id === undefined) ids.push((await desk.create({ headline: text, body })).id)
    else if (what === 1) await desk.patch(id, { headline: text })
    else if (what === 2) await desk.patch(id, { body })
    else if (what === 3) await desk.post('/v1/media-credits', { articleId: id, caption: text })
    else {
      ids.splice(ids.indexOf(id), 1)
      await test.send({
        method: 'DELETE',
        url: `/v1/articles/${id}`,
        key: desk.key,
        headers: { 'if-match': '*' },
      })
    }
  }
  t.ok(ids.length > 5)

  const connection = new Sqlite(file)
  t.teardown(() => connection.close())
  // With a rank the check compares the index with its content table; https://sqlite.org/fts5.html, section 6.4.
  const check = connection.prepare(
    `insert into "searchIndex"("searchIndex", rank) values ('integrity-check', 1)`,
  )
  t.doesNotThrow(() => check.run())
  t.equal(connection.pragma('integrity_check', { simple: true }), 'ok')
  const trigger = connection.prepare(
    "select name from sqlite_schema where type = 'trigger' and tbl_name = 'searchDocuments'",
  )
  for (const { name } of trigger.all() as { name: string }[]) connection.exec(`drop trigger "${name}"`)
  connection.exec(`update "searchDocuments" set "title" = 'slipped in'`)
  t.throws(() => check.run(), 'and the check would see it if it did not')
})
