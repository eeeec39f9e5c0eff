// Media credits, and the names in them as a table of their own, since JSON is not searched.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ArticleTable } from './schema.articles.ts'
import type { CreditNameKind, MediaRole, Syndication } from './schema.values.ts'

export const creditTables = (kit: ColumnKit, articles: ArticleTable) => {
  const { table, index, primaryKey, id, text, sortText, integer, boolean, instant, json } = kit

  const mediaCredits = table(
    'mediaCredits',
    {
      id: id().primaryKey(),
      articleId: id()
        .notNull()
        .references(() => articles.id, { onDelete: 'cascade' }),
      position: integer().notNull(),
      role: text().$type<MediaRole>().notNull(),
      mediaUrl: text(),
      mediaType: text(),
      width: integer(),
      height: integer(),
      altText: text(),
      caption: text(),
      creditLine: text(),
      label: text(),
      creators: json<string[]>().notNull(),
      organizations: json<string[]>().notNull(),
      qualifiers: json<string[]>().notNull(),
      copyrightNotice: text(),
      usageTerms: text(),
      license: text(),
      webStatement: text(),
      rightsExpireAt: instant(),
      /** Whether partners may have it too. */
      syndication: sortText().$type<Syndication>().notNull().default('permitted'),
      /** Whether the end of its rights is settled: told to readers, where they could see it. */
      rightsEnded: boolean().notNull().default(false),
      version: integer().notNull(),
      createdAt: instant().notNull(),
      updatedAt: instant().notNull(),
    },
    (t) => [
      index('mediaCredits_article').on(t.articleId, t.position),
      index('mediaCredits_created').on(t.createdAt, t.id),
      index('mediaCredits_rightsExpire').on(t.rightsExpireAt),
      index('mediaCredits_due').on(t.rightsEnded, t.rightsExpireAt),
    ],
  )

  return {
    mediaCredits,

    creditNames: table(
      'creditNames',
      {
        creditId: id()
          .notNull()
          .references(() => mediaCredits.id, { onDelete: 'cascade' }),
        kind: sortText().$type<CreditNameKind>().notNull(),
        position: integer().notNull(),
        name: text().notNull(),
        nameKey: sortText().notNull(),
      },
      (t) => [
        primaryKey({ columns: [t.creditId, t.kind, t.position] }),
        index('creditNames_name').on(t.kind, t.nameKey, t.creditId),
      ],
    ),
  }
}
