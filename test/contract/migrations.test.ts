import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { generateDrizzleJson, generateSQLiteDrizzleJson } from 'drizzle-kit/api'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import t, { type Test } from 'tap'
import { open } from '../../src/db/index.ts'
import { migrationsFolder } from '../../src/db/migrations.ts'
import * as postgresTables from '../../src/db/tables.postgres.ts'
import * as sqliteTables from '../../src/db/tables.sqlite.ts'
import { eachEngine } from '../support/each-database.ts'
import { migrationsWith, readJournal } from '../support/migrations.ts'
import { runOn } from '../support/postgres.ts'
import { runModule } from '../support/processes.ts'
import { articleRow } from '../support/sample-rows.ts'
import { tempFolder } from '../support/temp.ts'

const engineOf = (url: string) => (url.startsWith('postgres') ? 'postgres' : 'sqlite')

/** Asks the database itself, past the code under test. */
const query = async (url: string, statement: string): Promise<unknown[]> => {
  if (engineOf(url) === 'postgres') return runOn(url, statement)
  const connection = new Sqlite(url.replace(/^file:/, ''), { readonly: true })
  try {
    return connection.prepare(statement).all()
  } finally {
    connection.close()
  }
}

const lastSnapshot = async (engine: 'sqlite' | 'postgres'): Promise<{ tables: unknown }> => {
  const folder = migrationsFolder(engine)
  const index = (await readJournal(folder)).entries.length - 1
  const name = `${String(index).padStart(4, '0')}_snapshot.json`
  return JSON.parse(await readFile(join(folder, 'meta', name), 'utf8')) as { tables: unknown }
}

t.test('the migrations are those of the schema: `npm run migrations` has nothing to add', async (t) => {
  const sqlite = await generateSQLiteDrizzleJson({ ...sqliteTables })
  const postgres = generateDrizzleJson({ ...postgresTables })
  t.strictSame(JSON.parse(JSON.stringify(sqlite.tables)), (await lastSnapshot('sqlite')).tables)
  t.strictSame(JSON.parse(JSON.stringify(postgres.tables)), (await lastSnapshot('postgres')).tables)
})

t.test('a SQLite file has every column and index of the schema, whoever wrote its migration', async (t) => {
  const url = `file:${join(await tempFolder(t), 'dateline.db')}`
  await (await open(url)).close()
  for (const table of Object.values(sqliteTables)) {
    const { name, columns, indexes } = getTableConfig(table)
    const namesOf = async (statement: string) =>
      ((await query(url, statement)) as { name: string }[]).map((row) => row.name).sort()
    t.same(
      await namesOf(`select name from pragma_table_info('${name}')`),
      columns.map((column) => column.name).sort(),
    )
    t.same(
      await namesOf(
        `select name from sqlite_schema where type = 'index' and tbl_name = '${name}' and sql is not null`,
      ),
      [
        ...indexes.map((one) => one.config.name),
        ...columns.filter((column) => column.isUnique).map((column) => `${name}_${column.name}_unique`),
      ].sort(),
      name,
    )
  }
})

t.test('both engines have the same migrations in the same order', async (t) => {
  const tags = async (engine: 'sqlite' | 'postgres') =>
    (await readJournal(migrationsFolder(engine))).entries.map(({ tag }) => tag)
  t.same(await tags('sqlite'), await tags('postgres'))
})

eachEngine('eight processes started at once on an empty database all come up', async (t, url) => {
  const start = new URL('../db/children/start.ts', import.meta.url)
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => runModule(start, [url])))
  for (const outcome of outcomes) t.match(outcome, { code: 0, stderr: '' })

  const { entries } = await readJournal(migrationsFolder(engineOf(url)))
  const applied = await query(url, 'select id from migrations')
  t.equal(applied.length, entries.length, 'each migration was applied once')
})

eachEngine('a database that is newer than the code is refused and not touched', async (t, url) => {
  const migrations = await migrationsWith(t, engineOf(url), 'create table "later" (id integer primary key)')
  await (await open(url, { migrations })).close()
  await t.rejects(open(url), { code: 'unavailable', message: /newer than this version/ })

  const again = await open(url, { migrations })
  await again.ping()
  await again.close()
  t.equal((await query(url, 'select * from "later"')).length, 0)
})

eachEngine('a migration that fails leaves nothing of itself', async (t, url) => {
  const sql = 'create table "later" (id integer primary key);\n--> statement-breakpoint\ncreate nonsense'
  const migrations = await migrationsWith(t, engineOf(url), sql)
  await (await open(url)).close()
  await t.rejects(open(url, { migrations }))
  await t.rejects(query(url, 'select * from "later"'))

  const db = await open(url)
  await db.write((tx) => tx.insert(db.tables.articles).values(articleRow('a')))
  await db.close()
})

/** What drizzle-kit writes when a column changes: a new table, the rows moved, the old one dropped. */
const rebuildOf = async (url: string, rows: string): Promise<string> => {
  const [table] = (await query(url, "select sql from sqlite_schema where name = 'articles'")) as {
    sql: string
  }[]
  return [
    'PRAGMA foreign_keys=OFF;',
    table?.sql.replace(/^CREATE TABLE [`"]articles[`"]/, 'CREATE TABLE `__new_articles`'),
    `INSERT INTO \`__new_articles\` SELECT * FROM \`articles\` WHERE ${rows};`,
    'DROP TABLE `articles`;',
    'ALTER TABLE `__new_articles` RENAME TO `articles`;',
    'PRAGMA foreign_keys=ON;',
  ].join('\n--> statement-breakpoint\n')
}

/** A file with an article and a former slug that refers to it. */
const fileWithChild = async (t: Test): Promise<string> => {
  const url = `file:${join(await tempFolder(t), 'dateline.db')}`
  const db = await open(url)
  await db.write(async (tx) => {
    await tx.insert(db.tables.articles).values(articleRow('a'))
    await tx.insert(db.tables.formerSlugs).values({ slug: 'old', articleId: 'a' })
  })
  await db.close()
  return url
}

t.test('a rebuilt SQLite table keeps the rows that refer to it, and their reference', async (t) => {
  const url = await fileWithChild(t)
  const migrations = await migrationsWith(t, 'sqlite', await rebuildOf(url, 'true'))
  const db = await open(url, { migrations })
  const { articles, formerSlugs } = db.tables
  t.same(await db.read.select().from(formerSlugs), [{ slug: 'old', articleId: 'a' }])
  await db.write((tx) => tx.delete(articles))
  t.equal(await db.read.$count(formerSlugs), 0, 'references are checked again')
  await db.close()
})

t.test('a rebuilt SQLite table that loses a parent is refused', async (t) => {
  const url = await fileWithChild(t)
  const migrations = await migrationsWith(t, 'sqlite', await rebuildOf(url, 'false'))
  await t.rejects(open(url, { migrations }), /without their parent/)
  const db = await open(url)
  t.equal(await db.read.$count(db.tables.articles), 1)
  await db.close()
})
