// Quotes and the people they are from.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ArticleTable } from './schema.articles.ts'
import type { QuoteKind, QuoteOrigin, QuoteState } from './schema.values.ts'

export const quoteTables = (kit: ColumnKit, articles: ArticleTable) => {
  const { table, index, id, text, sortText, integer, real, instant } = kit

  const speakers = table('speakers', {
    id: id().primaryKey(),
    name: text().notNull(),
    nameKey: sortText().notNull().unique(),
    kind: text(),
    createdAt: instant().notNull(),
  })

  return {
    speakers,

    quotes: table(
      'quotes',
      {
        id: id().primaryKey(),
        articleId: id()
          .notNull()
          .references(() => articles.id, { onDelete: 'cascade' }),
        articleVersion: integer().notNull(),
        kind: sortText().$type<QuoteKind>().notNull(),
        text: text().notNull(),
        speakerId: id().references(() => speakers.id, { onDelete: 'set null' }),
        /** The speaker as this article names him; the row in `speakers` is the person. */
        speakerName: text(),
        speakerTitle: text(),
        speakerOrganization: text(),
        cue: text(),
        viaName: text(),
        viaText: text(),
        viaKey: sortText(),
        /** Code points in the article's body text, end exclusive; null for an orphan. */
        positionStart: integer(),
        positionEnd: integer(),
        block: integer(),
        prefix: text(),
        suffix: text(),
        state: text().$type<QuoteState>().notNull(),
        origin: text().$type<QuoteOrigin>().notNull(),
        rule: text(),
        confidence: real(),
        reviewedAt: instant(),
        version: integer().notNull(),
        createdAt: instant().notNull(),
        updatedAt: instant().notNull(),
      },
      (t) => [
        index('quotes_article').on(t.articleId, t.positionStart, t.id),
        index('quotes_speaker').on(t.speakerId, t.createdAt, t.id),
        index('quotes_via').on(t.viaKey, t.createdAt, t.id),
        index('quotes_created').on(t.createdAt, t.id),
      ],
    ),
  }
}
