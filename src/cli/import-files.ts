// The files that `import` was given, as documents: what cannot be read is a document too, one that says why.

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { maxImportBytes } from '../imports/schema.ts'
import type { ImportDocument } from '../imports/store.ts'
import { nameOf, readInput, reasonOf } from './input.ts'
import type { Io } from './io.ts'

/** A file to read, or what is wrong with a path that was given. */
export interface FoundFile {
  path: string
  problem?: string
}

/** The files behind the paths, in order; of a folder every `.txt` file in it, at any depth. */
export async function findFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = []
  for (const path of paths) found.push(...(await filesAt(path)))
  return found
}

async function filesAt(path: string): Promise<FoundFile[]> {
  if (path === '-') return [{ path }]
  try {
    return (await stat(path)).isDirectory() ? await filesIn(path) : [{ path }]
  } catch (error) {
    return [{ path, problem: `${path} cannot be read: ${reasonOf(error)}.` }]
  }
}

async function filesIn(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found: FoundFile[] = []
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    // A link to a folder is not followed: it may lead back up.
    if (entry.isDirectory()) found.push(...(await filesAt(path)))
    else if (/\.txt$/i.test(entry.name)) found.push({ path })
  }
  return found
}

/** Reads the files one after the other; `starts` hears of each before it is read. */
export async function* documentsOf(
  files: readonly FoundFile[],
  io: Io,
  starts: (file: FoundFile) => void,
): AsyncGenerator<ImportDocument> {
  for (const file of files) {
    starts(file)
    yield await documentOf(file, io)
  }
}

async function documentOf({ path, problem }: FoundFile, io: Io): Promise<ImportDocument> {
  const source = nameOf(path)
  const refused = (code: string, message: string): ImportDocument => ({
    source,
    problem: { line: null, code, message, severity: 'error' },
  })
  if (problem !== undefined) return refused('unreadable', problem)
  try {
    return { source, bytes: await readInput(path, io, maxImportBytes) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refused(error.kind === 'too_large' ? 'too_large' : 'unreadable', error.message)
  }
}
