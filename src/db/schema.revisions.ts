// What each version of an article was, and who made it so.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ArticleTable } from './schema.articles.ts'
import type { RevisionAction } from './schema.values.ts'

export const revisionTables = (kit: ColumnKit, articles: ArticleTable) => {
  const { table, primaryKey, id, text, integer, instant, json } = kit

  return {
    articleRevisions: table(
      'articleRevisions',
      {
        articleId: id()
          .notNull()
          .references(() => articles.id, { onDelete: 'cascade' }),
        version: integer().notNull(),
        at: instant().notNull(),
        /** No foreign key, and its name beside it: who acted is known when the key is gone. Both null for the clock. */
        keyId: id(),
        keyName: text(),
        action: text().$type<RevisionAction>().notNull(),
        /** The version whose revision holds the content: this one, or the last that changed it. */
        contentVersion: integer().notNull(),
        content: json<Record<string, unknown>>(),
        /** The version that a restore has brought back. */
        restoredVersion: integer(),
      },
      (t) => [primaryKey({ columns: [t.articleId, t.version] })],
    ),
  }
}
