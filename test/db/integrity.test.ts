import Sqlite from 'better-sqlite3'
import t from 'tap'
import { open } from '../../src/db/index.ts'
import { findFaults } from '../../src/db/integrity.ts'
import { tempFolder } from '../support/temp.ts'

t.test('the faults of a SQLite file', async (t) => {
  const path = `${await tempFolder(t)}/whole.db`
  await (await open(path)).close()
  const change = (sql: string) => {
    const connection = new Sqlite(path)
    connection.pragma('foreign_keys = OFF')
    connection.exec(sql)
    connection.close()
  }

  t.test('are none in a new one', async (t) => {
    t.same(findFaults(path, false), [])
  })

  t.test('are rows that refer to nothing, which nothing mends', async (t) => {
    change(`insert into formerSlugs (slug, articleId) values ('lost', 'nowhere')`)
    const lost = [{ what: 'reference', detail: 'refers to nothing in articles' }]
    t.match(findFaults(path, true), lost)
    t.match(findFaults(path, false), lost)
    change(`delete from formerSlugs`)
  })

  t.test('are words that the index has and the documents have not, until it is made anew', async (t) => {
    change(`insert into searchIndex (rowid, title, words) values (7, 'ghost', 'ghost')`)
    t.match(findFaults(path, false), [{ what: 'searchIndex' }])
    t.match(findFaults(path, true), [{ what: 'searchIndex' }])
    t.same(findFaults(path, false), [])
  })
})
