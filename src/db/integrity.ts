// Whether a database file is whole: what SQLite itself can say of pages, references and the index of words. PostgreSQL keeps its
// references whole, and its index of words is a column that it derives. It reads the whole file: for the command line only.

import type Sqlite from 'better-sqlite3'
import { isPostgres, toPath } from './index.ts'
import { connect } from './sqlite.ts'

/** Something in the file that is not as it must be. */
export interface Fault {
  what: 'file' | 'reference' | 'searchIndex'
  /** In SQLite's words, or the row that refers to nothing. */
  detail: string
}

const patience = 10_000
/** More say nothing new. */
const mostFaults = 100

/** Every fault of a database that was opened before; of them, the index of words can be made anew. Throws SQLite's errors. */
export function findFaults(url: string, mend: boolean): Fault[] {
  if (isPostgres(url)) return []
  const connection = connect(toPath(url), { timeout: patience, fileMustExist: true })
  try {
    return [...pages(connection), ...references(connection), ...words(connection, mend)]
  } finally {
    connection.close()
  }
}

function pages(connection: Sqlite.Database): Fault[] {
  const said = connection.prepare<[], string>(`pragma quick_check(${mostFaults})`).pluck().all()
  return said.filter((line) => line !== 'ok').map((detail) => ({ what: 'file', detail }))
}

interface Dangling {
  table: string
  rowid: number | null
  parent: string
}

function references(connection: Sqlite.Database): Fault[] {
  const found: Fault[] = []
  for (const { table, rowid, parent } of connection
    .prepare<[], Dangling>('pragma foreign_key_check')
    .iterate()) {
    found.push({
      what: 'reference',
      detail: `row ${rowid ?? '?'} of ${table} refers to nothing in ${parent}`,
    })
    if (found.length === mostFaults) break
  }
  return found
}

/** https://sqlite.org/fts5.html, sections 6.4 and 6.9: the rank of 1 holds the index against what it is made of. */
function words(connection: Sqlite.Database, mend: boolean): Fault[] {
  try {
    connection.exec(`insert into "searchIndex"("searchIndex", rank) values ('integrity-check', 1)`)
    return []
  } catch (err) {
    const code = err instanceof Error && 'code' in err ? String(err.code) : ''
    if (!code.startsWith('SQLITE_CORRUPT')) throw err
    if (mend) connection.exec(`insert into "searchIndex"("searchIndex") values ('rebuild')`)
    return [{ what: 'searchIndex', detail: 'the index of words is not that of the documents' }]
  }
}
