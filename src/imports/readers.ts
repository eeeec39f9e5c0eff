// The formats of single stories. A new one is a reader in `formats`, an adapter beside this file, and a line here.

import { readAtomStories, readJsonFeedStories, readRssStories } from './feed-stories.ts'
import { readNewsMlStories } from './newsml-stories.ts'
import { readNinjsStories } from './ninjs-stories.ts'
import type { ReadStories } from './story.ts'
import { readWireStories } from './wire-stories.ts'

const readers = {
  wireText: readWireStories,
  ninjs: readNinjsStories,
  newsml: readNewsMlStories,
  rss: readRssStories,
  atom: readAtomStories,
  jsonFeed: readJsonFeedStories,
} satisfies Record<string, (bytes: Uint8Array) => ReadStories | Promise<ReadStories>>

export type StoryFormat = keyof typeof readers

export const storyFormats = Object.keys(readers) as StoryFormat[]

export const isStoryFormat = (format: string): format is StoryFormat => Object.hasOwn(readers, format)

/** Reads a text in one of the formats; what is wrong with it is among the findings, nothing is thrown. */
export const readStories = async (format: StoryFormat, bytes: Uint8Array): Promise<ReadStories> =>
  readers[format](bytes)
