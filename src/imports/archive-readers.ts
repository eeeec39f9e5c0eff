// The formats of whole sites, articles with their comments, which are read as they come. A new one is a reader in `formats`, an
// adapter beside this file, and a line here.

import type { Archive } from './archive.ts'
import { readDisqusArchive } from './disqus-archive.ts'
import { readGhostArchive } from './ghost-archive.ts'
import { readNdjsonArchive } from './ndjson-archive.ts'
import { readWxrArchive } from './wxr-archive.ts'

const readers = {
  wxr: readWxrArchive,
  disqus: readDisqusArchive,
  ghost: readGhostArchive,
  ndjson: readNdjsonArchive,
} satisfies Record<string, (source: AsyncIterable<Uint8Array>) => Archive>

export type ArchiveFormat = keyof typeof readers

export const archiveFormats = Object.keys(readers) as ArchiveFormat[]

export const isArchiveFormat = (format: string): format is ArchiveFormat => Object.hasOwn(readers, format)

/** Reads an export; what is wrong with it is among what it gives, nothing is thrown. */
export const readArchive = (format: ArchiveFormat, source: AsyncIterable<Uint8Array>): Archive =>
  readers[format](source)
