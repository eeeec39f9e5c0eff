// What readers do with comments that are there: their authors change them, others are for or against them, or report them.

import type { ColumnKit } from './columns.sqlite.ts'
import type { CommentTable } from './schema.comments.ts'
import type { ReactionKind } from './schema.values.ts'

export const readerTables = (kit: ColumnKit, comments: CommentTable) => {
  const { table, index, primaryKey, id, text, sortText, integer, instant } = kit

  const commentId = () =>
    id()
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' })

  return {
    /** What a comment said before its author changed it; for moderators only. */
    commentRevisions: table(
      'commentRevisions',
      {
        commentId: commentId(),
        version: integer().notNull(),
        raw: text().notNull(),
        /** The name it stood under. */
        authorName: text().notNull(),
        at: instant().notNull(),
      },
      (t) => [primaryKey({ columns: [t.commentId, t.version] })],
    ),

    /** One row for each reader who is for or against a comment. Its key tells nothing of the reader elsewhere. */
    commentReactions: table(
      'commentReactions',
      {
        commentId: commentId(),
        readerKey: sortText().notNull(),
        kind: text().$type<ReactionKind>().notNull(),
        /** What it was before, so that one statement tells what it changed. */
        previous: text().$type<ReactionKind>(),
        at: instant().notNull(),
      },
      (t) => [primaryKey({ columns: [t.commentId, t.readerKey] })],
    ),

    commentReports: table(
      'commentReports',
      {
        commentId: commentId(),
        readerKey: sortText().notNull(),
        reason: text().notNull(),
        at: instant().notNull(),
      },
      (t) => [
        primaryKey({ columns: [t.commentId, t.readerKey] }),
        index('commentReports_at').on(t.commentId, t.at, t.readerKey),
      ],
    ),
  }
}
