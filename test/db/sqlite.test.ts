import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import t, { type Test } from 'tap'
import { open } from '../../src/db/index.ts'
import { connect } from '../../src/db/sqlite.ts'
import { runModule } from '../support/processes.ts'
import { tempFolder } from '../support/temp.ts'

const start = new URL('children/start.ts', import.meta.url)
const writeMany = new URL('children/write-many.ts', import.meta.url)
const row = (name: string) => ({ name, value: 0, updatedAt: new Date(0) })

const newFile = async (t: Test): Promise<string> => join(await tempFolder(t), 'dateline.db')

const foreignFile = async (t: Test): Promise<string> => {
  const file = await newFile(t)
  const foreign = new Sqlite(file)
  foreign.exec('create table theirs (id integer primary key)')
  foreign.close()
  return file
}

t.test(
  'every connection is durable and checks references, also to a file that another process made',
  async (t) => {
    const file = await newFile(t)
    t.equal((await runModule(start, [file])).code, 0)
    for (const options of [{}, { readonly: true }]) {
      const connection = connect(file, options)
      t.teardown(() => connection.close())
      t.equal(connection.pragma('synchronous', { simple: true }), 2, 'FULL')
      t.equal(connection.pragma('foreign_keys', { simple: true }), 1)
      t.equal(connection.pragma('journal_mode', { simple: true }), 'wal')
    }
  },
)

t.test('a missing folder is made, and closing leaves one file', async (t) => {
  const file = join(await tempFolder(t), 'new/deep/dateline.db')
  const db = await open(`file:${file}`)
  await db.write((tx) => tx.insert(db.tables.settings).values(row('a')))
  await db.close()
  t.ok(existsSync(file))
  t.notOk(existsSync(`${file}-wal`))
  t.notOk(existsSync(`${file}-shm`))
})

t.test('an empty file is a new database', async (t) => {
  const file = await newFile(t)
  await writeFile(file, '')
  const db = await open(file)
  t.equal(await db.read.$count(db.tables.settings), 0)
  await db.close()
})

t.test('a database of another program is refused and not touched', async (t) => {
  const file = await foreignFile(t)
  const before = await readFile(file)
  await t.rejects(open(file), { code: 'unavailable', message: /another program/ })
  t.same(await readFile(file), before)
})

t.test('a file that is no database is refused and not touched', async (t) => {
  const file = await newFile(t)
  const text = 'This is a page of a newspaper, and no database. '.repeat(100)
  await writeFile(file, text)
  await t.rejects(open(file), { code: 'unavailable', message: /is not a SQLite database/ })
  t.equal(await readFile(file, 'utf8'), text)
})

t.test('a folder is refused', async (t) => {
  const folder = await newFile(t)
  await mkdir(folder)
  await t.rejects(open(folder), { code: 'unavailable', message: /cannot be opened/ })
})

t.test('a file in a place that is no folder is refused', async (t) => {
  const file = await newFile(t)
  await writeFile(file, '')
  await t.rejects(open(join(file, 'dateline.db')), { code: 'unavailable', message: /cannot be opened/ })
})

t.test('a truncated database is refused', async (t) => {
  const file = await newFile(t)
  await (await open(file)).close()
  await truncate(file, 5000)
  await t.rejects(open(file), { code: 'unavailable', message: /is damaged/ })
})

for (const url of ['mysql://host/db', 'file:', ':memory:', '']) {
  t.test(`the URL "${url}" is refused`, async (t) => {
    await t.rejects(open(url), { code: 'invalid' })
  })
}

t.test('a file that is removed while open is reported', async (t) => {
  const file = await newFile(t)
  const db = await open(file)
  await db.ping()
  await rm(file)
  await t.rejects(db.ping(), { code: 'unavailable', message: /removed or replaced/ })
  await db.close()
})

t.test('a start waits for another process that migrates', async (t) => {
  const file = await newFile(t)
  const other = connect(file, {})
  other.pragma('journal_mode = WAL')
  other.exec('begin immediate')
  const opening = open(file)
  // The first attempts meet the lock while this waits for the loop to turn.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1))
  other.exec('commit')
  other.close()
  const db = await opening
  t.equal(await db.read.$count(db.tables.settings), 0)
  await db.close()
})

t.test('a lock that stays ends the write, keeps the event loop free and harms nothing', async (t) => {
  const file = await newFile(t)
  const db = await open(file, { patience: 300 })
  const { settings } = db.tables
  const other = new Sqlite(file)
  other.exec('begin immediate')

  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  await t.rejects(
    db.write((tx) => tx.insert(settings).values(row('a'))),
    { code: 'unavailable' },
  )
  clearInterval(timer)
  t.ok(turns >= 4, `the loop turned ${turns} times`)
  t.equal(await db.read.$count(settings), 0)

  other.exec('commit')
  other.close()
  await db.write((tx) => tx.insert(settings).values(row('a')))
  t.equal(await db.read.$count(settings), 1)
  await db.close()
})

t.test('a process that writes all the time does not keep another from writing', async (t) => {
  const file = await newFile(t)
  const db = await open(file)
  const { settings } = db.tables
  let mine = 0
  let theirs: Awaited<ReturnType<typeof runModule>> | undefined
  const finished = runModule(writeMany, [file, 'theirs', '200']).then((outcome) => {
    theirs = outcome
  })
  while (!theirs) {
    const rows = Array.from({ length: 20 }, (_, index) => row(`mine${mine + index}`))
    mine += rows.length
    await Promise.all(rows.map((each) => db.write((tx) => tx.insert(settings).values(each))))
  }
  await finished
  t.match(theirs, { code: 0, stderr: '' })
  t.equal(await db.read.$count(settings), mine + 200)
  await db.close()
})
