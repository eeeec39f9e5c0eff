// Quotes and the people they are from.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ArticleTable } from './schema.articles.ts'
import type { QuoteKind, QuoteOrigin, QuoteState } from './schema.values.ts'

export const quoteTables = (kit: ColumnKit, articles: ArticleTable) => {
  const { table, index, id, text, sortText, integer, real, boolean, instant } = kit

  const speakers = table(
    'speakers',
    {
      id: id().primaryKey(),
      name: text().notNull(),
      nameKey: sortText().notNull(),
      /** Whether an editor has said the name; else it is the first that was met, perhaps in a draft. */
      isNamed: boolean().notNull().default(false),
      kind: text(),
      /** The one this was merged into, which may have been merged in its turn. */
      mergedInto: id(),
      /** Whom it has become by that: the end of the way, itself where it was not merged. */
      personId: id().notNull().default(''),
      version: integer().notNull().default(1),
      createdAt: instant().notNull(),
    },
    (t) => [
      index('speakers_name').on(t.nameKey, t.id),
      index('speakers_person').on(t.personId),
      index('speakers_merged').on(t.mergedInto),
    ],
  )

  return {
    speakers,

    /** Every name of every speaker, the first one too: what articles call somebody is looked up here and nowhere else. */
    speakerAliases: table(
      'speakerAliases',
      {
        nameKey: sortText().primaryKey(),
        name: text().notNull(),
        /** Whose name it is. */
        speakerId: id()
          .notNull()
          .references(() => speakers.id, { onDelete: 'cascade' }),
        /** Whose name it was before any merge, and is again after a split. */
        homeId: id()
          .notNull()
          .references(() => speakers.id, { onDelete: 'cascade' }),
        /** Whether an editor has listed it, so that readers may know it without an article that uses it. */
        isStated: boolean().notNull().default(false),
      },
      (t) => [
        index('speakerAliases_speaker').on(t.speakerId, t.nameKey),
        index('speakerAliases_home').on(t.homeId),
      ],
    ),

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
        speakerKey: sortText(),
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
        // What comes last lets a speaker's quotes be counted from the index alone.
        index('quotes_speaker').on(t.speakerId, t.createdAt, t.id, t.state, t.articleId),
        index('quotes_speakerKey').on(t.speakerKey),
        index('quotes_via').on(t.viaKey, t.createdAt, t.id),
        index('quotes_created').on(t.createdAt, t.id),
      ],
    ),
  }
}
