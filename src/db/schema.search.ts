// What can be searched, as words that were folded by `text/search-words.ts`, so that both engines find the same. The indexes over it
// are hand-written in the migration: FTS5 with triggers on SQLite, a tsvector column on PostgreSQL; see `search.ts`.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ArticleTable } from './schema.articles.ts'
import type { SearchedResource } from './schema.values.ts'

export const searchTables = (kit: ColumnKit, articles: ArticleTable) => {
  const { table, index, uniqueIndex, id, text, sortText, bigInteger } = kit
  return {
    searchDocuments: table(
      'searchDocuments',
      {
        /** Given by the database, and ascending: the newest documents have the highest. */
        id: bigInteger().primaryKey(),
        resource: sortText().$type<SearchedResource>().notNull(),
        resourceId: id().notNull(),
        articleId: id()
          .notNull()
          .references(() => articles.id, { onDelete: 'cascade' }),
        /** Words of the title, which count for more. */
        title: text().notNull(),
        words: text().notNull(),
      },
      (t) => [
        uniqueIndex('searchDocuments_resource').on(t.resource, t.resourceId),
        index('searchDocuments_article').on(t.articleId),
      ],
    ),
  }
}
