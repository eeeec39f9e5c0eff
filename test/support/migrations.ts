import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { migrationsFolder } from '../../src/db/migrations.ts'
import { tempFolder } from './temp.ts'

export interface Journal {
  entries: { idx: number; when: number; tag: string; version: string; breakpoints: boolean }[]
}

export const readJournal = async (folder: string): Promise<Journal> =>
  JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')) as Journal

/** A copy of an engine's migrations with one more at the end, as a later version of the code would bring it. */
export const migrationsWith = async (
  t: Test,
  engine: 'sqlite' | 'postgres',
  sql: string,
): Promise<string> => {
  const folder = await tempFolder(t)
  await cp(migrationsFolder(engine), folder, { recursive: true })
  const journal = await readJournal(folder)
  const last = journal.entries.at(-1)
  if (!last) throw new Error('There is no migration to follow.')
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_later' })
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(journal))
  await writeFile(join(folder, '9999_later.sql'), sql)
  return folder
}
