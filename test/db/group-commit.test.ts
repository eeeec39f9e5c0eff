import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import t, { type Test } from 'tap'
import { commitGroups } from '../../src/db/group-commit.ts'
import { open } from '../../src/db/index.ts'
import { connect } from '../../src/db/sqlite.ts'
import { tempFolder } from '../support/temp.ts'

const broken = new Error('broken on purpose')

/** A file with one table, whose references are looked at when the transaction commits; another connection that reads it. */
const openGroups = async (t: Test, longest = 60_000) => {
  const file = join(await tempFolder(t), 'groups.db')
  const connection = connect(file, {})
  connection.pragma('journal_mode = WAL')
  connection.exec(
    'create table rows (id integer primary key, above integer references rows (id) deferrable initially deferred, text text)',
  )
  const reader = new Sqlite(file, { readonly: true })
  const committed = reader.prepare('select id from rows order by id').pluck()
  t.teardown(() => {
    reader.close()
    connection.close()
  })
  let commits = 0
  const groups = commitGroups(connection, { patience: 5000, longest, onCommit: () => (commits += 1) })
  const insert = connection.prepare('insert into rows (id, above, text) values (?, ?, ?)')
  return {
    connection,
    insert: (id: number, { above = null, text = '' }: { above?: number | null; text?: string } = {}) =>
      groups.add(async () => void insert.run(id, above, text)),
    fail: (id: number) =>
      groups.add(async () => {
        insert.run(id, null, '')
        throw broken
      }),
    ids: () => committed.all(),
    commits: () => commits,
  }
}

t.test('works that wait together share a commit, of which nobody hears before', async (t) => {
  const { insert, ids, commits } = await openGroups(t)
  const seen = await Promise.all([1, 2, 3].map((id) => insert(id).then(() => ids().includes(id))))
  t.same(seen, [true, true, true])
  t.equal(commits(), 1)
})

t.test('a work that throws leaves nothing of itself, and takes nobody with it', async (t) => {
  const { insert, fail, ids, commits } = await openGroups(t)
  const outcomes = await Promise.allSettled([insert(1), fail(2), insert(3), insert(1), insert(4)])
  t.same(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
  )
  t.match(outcomes[1], { reason: broken })
  t.match(outcomes[3], { reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } })
  t.same(ids(), [1, 3, 4])
  t.equal(commits(), 1)
})

t.test('works that all throw are not committed', async (t) => {
  const { fail, ids, commits } = await openGroups(t)
  const outcomes = await Promise.allSettled([fail(1), fail(2)])
  t.match(outcomes, [{ reason: broken }, { reason: broken }])
  t.same(ids(), [])
  t.equal(commits(), 0)
})

t.test('what fails at the commit is told of the work that did it, and of no other', async (t) => {
  const { insert, fail, ids } = await openGroups(t)
  const outcomes = await Promise.allSettled([insert(1), insert(2, { above: 99 }), fail(3), insert(4)])
  t.match(outcomes, [
    { status: 'fulfilled' },
    { reason: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } },
    { reason: broken },
    { status: 'fulfilled' },
  ])
  t.same(ids(), [1, 4])
})

t.test('a disk that is full for one work is not for the others', async (t) => {
  const { connection, insert, ids } = await openGroups(t)
  connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true })) + 4}`)
  const outcomes = await Promise.allSettled([
    insert(1),
    insert(2, { text: 'long '.repeat(100_000) }),
    insert(3),
  ])
  t.match(outcomes, [
    { status: 'fulfilled' },
    { reason: { code: 'unavailable', cause: { code: 'SQLITE_FULL' } } },
    { status: 'fulfilled' },
  ])
  t.same(ids(), [1, 3])
})

t.test('a group ends, however many works come', async (t) => {
  const { insert, ids, commits } = await openGroups(t)
  await Promise.all(Array.from({ length: 300 }, (_, id) => insert(id)))
  t.equal(ids().length, 300)
  t.ok(commits() >= 300 / 64, `after ${commits()} commits`)
})

t.test('a group that has taken long takes in no other work', async (t) => {
  const { insert, ids, commits } = await openGroups(t, 0)
  await Promise.all([insert(1), insert(2), insert(3)])
  t.same(ids(), [1, 2, 3])
  t.equal(commits(), 3)
})

t.test('the stamp has moved when a writer hears that its group is committed', async (t) => {
  const db = await open(`file:${join(await tempFolder(t), 'dateline.db')}`)
  t.teardown(() => db.close())
  const { settings } = db.tables
  const write = async (name: string) => {
    const before = db.stamp()
    await db.write((tx) => tx.insert(settings).values({ name, value: 0, updatedAt: new Date(0) }))
    return db.stamp() !== before
  }
  t.same(await Promise.all(['a', 'b', 'c'].map(write)), [true, true, true])
  t.equal(await db.read.$count(settings), 3)
})
