import { getTableColumns, getTableName, isTable } from 'drizzle-orm'
import t from 'tap'
import { sqliteKit } from '../../src/db/columns.sqlite.ts'
import { defineTables } from '../../src/db/schema.ts'
import * as postgresTables from '../../src/db/tables.postgres.ts'
import * as sqliteTables from '../../src/db/tables.sqlite.ts'

/** Per table, its columns with all that the code can tell of them: name, type in JavaScript, null, key. */
const describe = (tables: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(tables).map(([key, table]) => {
      if (!isTable(table)) throw new Error(`"${key}" is not a table.`)
      const columns = Object.entries(getTableColumns(table)).map(([name, column]) => ({
        key: name,
        name: column.name,
        notNull: column.notNull,
        primary: column.primary,
        unique: column.isUnique,
      }))
      return [key, { name: getTableName(table), columns }]
    }),
  )

t.test('both engines have the same tables and columns', async (t) => {
  t.strictSame(describe(postgresTables), describe(sqliteTables))
})

t.test('every table of the definition is exported for drizzle-kit', async (t) => {
  t.same(Object.keys(sqliteTables).sort(), Object.keys(defineTables(sqliteKit)).sort())
})

t.test('a table and its columns are named as in the code', async (t) => {
  for (const [key, { name, columns }] of Object.entries(describe(sqliteTables))) {
    t.equal(name, key)
    for (const column of columns) t.equal(column.name, column.key)
  }
})
