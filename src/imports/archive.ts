// What exports of whole sites come down to before they are stored: articles, each with its comments, as they are read.

import type { IncomingComment } from '../comments/incoming.ts'
import type { Finding, Story } from './story.ts'

/** An article of the export, or the thread of comments under one that is here already. */
export interface ArchiveArticle {
  /** Under which the comments of the text name it. */
  key: string
  /** What the report calls it. */
  name: string
  line: number
  /** The sender's id for it, under which an earlier import has stored it. */
  sourceId: string | undefined
  /** The beginning of every such id of the same site: what bears one is another of its articles, whatever its slug. */
  site: string
  /** The id it has where it comes from, which may be here. */
  ownId?: string | undefined
  /** How else it is found: by its slug, or the addresses readers know it by. */
  slug: string | undefined
  urls: string[]
  /** Undefined for one that is not made when it is not found. */
  story: Story | undefined
  /** When readers first saw it; null for what none has seen. */
  publishedAt: Date | null
  /** Whether `publish` publishes it. */
  mayPublish: boolean
  /** Why it is left out, with all its comments; a finding that is an error refuses it. */
  leftOut?: Finding | undefined
}

/** A comment that is left out says why. */
export type ArchiveComment = { of: string; line: number } & (
  | { comment: IncomingComment }
  | { leftOut: Finding }
)

/** What a reader gives, in the order of the text. */
export type ArchivePiece =
  | { kind: 'article'; article: ArchiveArticle }
  | { kind: 'comment'; comment: ArchiveComment }
  /** No more comments of the article will come. */
  | { kind: 'end'; key: string }
  /** What is wrong with the text from here on. */
  | { kind: 'problem'; problem: Finding }

export interface Archive {
  /** Where comments have their ids from. */
  system: string
  pieces: AsyncIterable<ArchivePiece>
}
