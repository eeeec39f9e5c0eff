// What stands between a reader's text and its readers: the lists that moderators keep, rates, and what a spam service is told.

import type { ColumnKit } from './columns.sqlite.ts'
import type { CommentTable } from './schema.comments.ts'
import type { ListedEffect, ListedKind, ListName, SpamReport, SpamSubmission } from './schema.values.ts'

export const moderationTables = (kit: ColumnKit, comments: CommentTable) => {
  const { table, index, uniqueIndex, id, text, sortText, integer, instant, json } = kit

  return {
    /** Rules, bans and reserved names: whom or what to look for, and what then. */
    moderationLists: table(
      'moderationLists',
      {
        id: id().primaryKey(),
        list: sortText().$type<ListName>().notNull(),
        kind: sortText().$type<ListedKind>().notNull(),
        /** The kind and the folded value: what a comment is compared with. An e-mail address stands here as a hash only. */
        key: sortText().notNull(),
        /** As moderators see it; an e-mail address is masked. */
        shown: text().notNull(),
        effect: text().$type<ListedEffect>().notNull(),
        note: text(),
        expiresAt: instant(),
        version: integer().notNull(),
        createdAt: instant().notNull(),
        createdBy: text().notNull(),
      },
      (t) => [
        uniqueIndex('moderationLists_key').on(t.key, t.list),
        index('moderationLists_list').on(t.list, t.kind, t.id),
      ],
    ),

    /** How many comments came from one address or one person in a window of time. */
    commentRates: table(
      'commentRates',
      { key: sortText().primaryKey(), count: integer().notNull(), endsAt: instant().notNull() },
      (t) => [index('commentRates_ends').on(t.endsAt)],
    ),

    /**
     * What the spam service was asked, kept until the comment is settled, so that a wrong verdict can be told to it in the words
     * of the question. The only place where a whole address is stored.
     */
    spamChecks: table(
      'spamChecks',
      {
        commentId: id()
          .primaryKey()
          .references(() => comments.id, { onDelete: 'cascade' }),
        submission: json<SpamSubmission>().notNull(),
        verdict: text().$type<SpamReport>().notNull(),
        /** What is to be told; null while nothing is. */
        report: text().$type<SpamReport>(),
        attempts: integer().notNull(),
        dueAt: instant(),
        expiresAt: instant().notNull(),
      },
      (t) => [index('spamChecks_due').on(t.dueAt), index('spamChecks_expires').on(t.expiresAt)],
    ),
  }
}
