// A comment that comes from elsewhere with its history: when it was said, under what, and what was decided about it there.

import type { CommentStatus } from '../db/schema.ts'

/** Something to tell of a comment that is imported. */
export interface ImportNote {
  line: number | null
  code: string
  message: string
}

export interface IncomingComment {
  /** Where it stands in the text; null where that says nothing. */
  line: number | null
  /** Under which its system knows it, and the comment it answers. */
  externalId: string
  parentExternalId: string | null
  /** Its own id, where it comes from a site like this one. */
  id?: string | undefined
  status: CommentStatus
  authorName: string
  authorEmail: string | null
  authorUrl: string | null
  ip: string | null
  isStaff: boolean
  /** Markdown-lite. */
  body: string
  /** Null where nobody knows: the present instant. */
  createdAt: Date | null
  editedAt: Date | null
  /** What was found while it was read. */
  notes: ImportNote[]
}

/** What became of one, or would; `refused` says why in its notes. */
export interface ImportOutcome {
  action: 'created' | 'unchanged' | 'refused'
  /** Null for what was not stored now. */
  status: CommentStatus | null
  notes: ImportNote[]
}

/** The article that imported comments stand under; its id is null where a dry run would make it. */
export interface ImportTarget {
  id: string | null
  /** Under which the text knows it. */
  key: string
  commentSettings: object | null
}
