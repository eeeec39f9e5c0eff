// The formats an import takes. A new one is a reader in `formats`, an adapter beside this file, and a line here.

import type { ReadStories } from './story.ts'
import { readWireStories } from './wire-stories.ts'

const readers = {
  wireText: readWireStories,
} satisfies Record<string, (bytes: Uint8Array) => ReadStories>

export type ImportFormat = keyof typeof readers

export const importFormats = Object.keys(readers) as ImportFormat[]

/** Reads a text in one of the formats; what is wrong with it is among the findings, nothing is thrown. */
export const readStories = (format: ImportFormat, bytes: Uint8Array): ReadStories => readers[format](bytes)
