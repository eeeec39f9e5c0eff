// The files that `import` was given, as documents: what cannot be read is a document too, one that says why.

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { isArchiveFormat } from '../imports/archive-readers.ts'
import type { ImportFormat } from '../imports/formats.ts'
import { maxImportBytes } from '../imports/schema.ts'
import type { ImportDocument } from '../imports/store.ts'
import { nameOf, openInput, readInput, reasonOf } from './input.ts'
import type { Io } from './io.ts'

/** A file to read, or what is wrong with a path that was given. */
export interface FoundFile {
  path: string
  problem?: string
}

/** How the files of each format end. */
export const endings: Record<ImportFormat, string> = {
  wireText: '.txt',
  ninjs: '.json',
  newsml: '.xml',
  rss: '.xml',
  atom: '.xml',
  jsonFeed: '.json',
  wxr: '.xml',
  disqus: '.xml',
  ghost: '.json',
  ndjson: '.ndjson',
}

/** The files behind the paths, in order; of a folder every file in it that ends as its format does, at any depth. */
export async function findFiles(paths: readonly string[], format: ImportFormat): Promise<FoundFile[]> {
  const found: FoundFile[] = []
  for (const path of paths) found.push(...(await filesAt(path, endings[format])))
  return found
}

async function filesAt(path: string, ending: string): Promise<FoundFile[]> {
  if (path === '-') return [{ path }]
  try {
    return (await stat(path)).isDirectory() ? await filesIn(path, ending) : [{ path }]
  } catch (error) {
    return [{ path, problem: `${path} cannot be read: ${reasonOf(error)}.` }]
  }
}

async function filesIn(folder: string, ending: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found: FoundFile[] = []
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    // A link to a folder is not followed: it may lead back up.
    if (entry.isDirectory()) found.push(...(await filesAt(path, ending)))
    else if (entry.name.toLowerCase().endsWith(ending)) found.push({ path })
  }
  return found
}

/** Reads the files one after the other; `starts` hears of each before it is read. */
export async function* documentsOf(
  files: readonly FoundFile[],
  { io, format, starts }: { io: Io; format: ImportFormat; starts: (file: FoundFile) => void },
): AsyncGenerator<ImportDocument> {
  for (const file of files) {
    starts(file)
    yield await documentOf(file, io, format)
  }
}

async function documentOf(
  { path, problem }: FoundFile,
  io: Io,
  format: ImportFormat,
): Promise<ImportDocument> {
  const source = nameOf(path)
  const refused = (code: string, message: string): ImportDocument => ({
    source,
    problem: { line: null, code, message, severity: 'error' },
  })
  if (problem !== undefined) return refused('unreadable', problem)
  // An export of a site may be larger than memory: it is read as it comes.
  if (isArchiveFormat(format)) return { source, stream: openInput(path, io) }
  try {
    return { source, bytes: await readInput(path, io, maxImportBytes) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refused(error.kind === 'too_large' ? 'too_large' : 'unreadable', error.message)
  }
}
