// Comments, with what moderators and the law need: log, duplicates, and personal data apart.

import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { ColumnKit } from './columns.sqlite.ts'
import type { ArticleTable } from './schema.articles.ts'
import type { CommentStatus, SpamCheck } from './schema.values.ts'

export const commentTables = (kit: ColumnKit, articles: ArticleTable) => {
  const { table, index, id, text, sortText, integer, boolean, instant, json } = kit

  const comments = table(
    'comments',
    {
      id: id().primaryKey(),
      articleId: id()
        .notNull()
        .references(() => articles.id, { onDelete: 'cascade' }),
      /** The comment it stands under, once the depth is capped … */
      parentId: id().references((): AnySQLiteColumn => comments.id, { onDelete: 'cascade' }),
      /** … and the one it answers. */
      inReplyTo: id().references((): AnySQLiteColumn => comments.id, { onDelete: 'set null' }),
      /** The id of the top-level comment, its own for a root: no foreign key, the row would refer to itself. */
      rootId: id().notNull(),
      depth: integer().notNull(),
      status: sortText().$type<CommentStatus>().notNull(),
      previousStatus: text().$type<CommentStatus>(),
      /** When it came to its status. */
      statusAt: instant(),
      authorName: text().notNull(),
      authorUrl: text(),
      avatarSeed: text().notNull(),
      isStaff: boolean().notNull(),
      isVerified: boolean().notNull(),
      bodyRaw: text().notNull(),
      bodyHtml: text().notNull(),
      bodyText: text().notNull(),
      /** Name and version of the renderer that made the HTML. */
      renderer: text().notNull(),
      replyCount: integer().notNull(),
      descendantCount: integer().notNull(),
      upCount: integer().notNull(),
      downCount: integer().notNull(),
      /** The difference of the two, by which the best are listed. */
      score: integer().notNull().default(0),
      reportCount: integer().notNull().default(0),
      pinned: boolean().notNull(),
      version: integer().notNull(),
      heldReasons: json<string[]>().notNull(),
      spam: json<SpamCheck>(),
      editTokenHash: text(),
      editableUntil: instant(),
      createdAt: instant().notNull(),
      editedAt: instant(),
      reviewedAt: instant(),
      reviewedBy: text(),
    },
    (t) => [
      index('comments_article').on(t.articleId, t.status, t.pinned, t.createdAt, t.id),
      index('comments_roots').on(t.articleId, t.depth, t.pinned, t.createdAt, t.id),
      index('comments_score').on(t.articleId, t.pinned, t.score, t.id),
      index('comments_active').on(t.articleId, t.pinned, t.descendantCount, t.id),
      index('comments_parent').on(t.parentId, t.createdAt, t.id),
      index('comments_inReplyTo').on(t.inReplyTo),
      index('comments_status').on(t.status, t.createdAt, t.id),
      index('comments_statusAt').on(t.status, t.statusAt),
    ],
  )

  const commentId = () =>
    id()
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' })

  return {
    comments,

    /** One row per key, good until it expires: its primary key is what makes the check for duplicates free of races. */
    commentDuplicates: table(
      'commentDuplicates',
      { key: sortText().primaryKey(), commentId: commentId(), expiresAt: instant().notNull() },
      (t) => [
        index('commentDuplicates_comment').on(t.commentId),
        index('commentDuplicates_expires').on(t.expiresAt),
      ],
    ),

    /**
     * Where an imported comment came from: the same identity again is the same comment. It outlives the comment, so that what was
     * deleted or erased here does not come back with the next import; it goes with the article.
     */
    commentSources: table(
      'commentSources',
      {
        identity: sortText().primaryKey(),
        articleId: id()
          .notNull()
          .references(() => articles.id, { onDelete: 'cascade' }),
        commentId: id().notNull(),
        system: text().notNull(),
        externalId: text().notNull(),
        importedAt: instant().notNull(),
      },
      (t) => [
        index('commentSources_article').on(t.articleId),
        index('commentSources_comment').on(t.commentId),
      ],
    ),

    /** Personal data of readers, apart from everything public; public code never joins it. */
    commentPii: table(
      'commentPii',
      {
        commentId: commentId().primaryKey(),
        email: text(),
        emailKey: sortText(),
        ipHash: sortText(),
        /** Who left it, as a reader of this one comment: see `senderHashes`. */
        readerKey: sortText(),
        ipPrefix: text(),
        userAgent: text(),
        referrer: text(),
        expiresAt: instant().notNull(),
      },
      (t) => [index('commentPii_email').on(t.emailKey), index('commentPii_expires').on(t.expiresAt)],
    ),

    /** Append-only: triggers refuse to change or delete a row. No foreign key: it outlives the comment. */
    commentLog: table(
      'commentLog',
      {
        id: id().primaryKey(),
        commentId: id().notNull(),
        at: instant().notNull(),
        actor: text().notNull(),
        action: text().notNull(),
        fromStatus: text().$type<CommentStatus>(),
        toStatus: text().$type<CommentStatus>().notNull(),
        reasonCode: text(),
        note: text(),
      },
      (t) => [index('commentLog_comment').on(t.commentId, t.at, t.id), index('commentLog_at').on(t.at, t.id)],
    ),
  }
}

export type CommentTable = ReturnType<typeof commentTables>['comments']
