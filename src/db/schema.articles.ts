// Articles and what hangs on them: authors, tags, subjects, former slugs, corrections, sources.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ArticleStatus, CommentOverrides, CorrectionKind, StoredBlock } from './schema.values.ts'

export const articleTables = (kit: ColumnKit) => {
  const { table, index, primaryKey, id, text, sortText, integer, boolean, instant, json } = kit

  const articles = table(
    'articles',
    {
      id: id().primaryKey(),
      slug: sortText().notNull().unique(),
      status: sortText().$type<ArticleStatus>().notNull(),
      version: integer().notNull(),
      /** The version that last changed what the article says; null where its history has not begun. */
      contentVersion: integer(),
      headline: text().notNull(),
      summary: text(),
      byline: text(),
      datelineText: text(),
      datelinePlace: text(),
      datelineAgency: text(),
      datelineAgencyKey: sortText(),
      datelineMonth: integer(),
      datelineDay: integer(),
      datelineYear: integer(),
      providerName: text(),
      providerUri: text(),
      providerKey: sortText(),
      section: text(),
      sectionKey: sortText(),
      language: sortText(),
      wordCount: integer().notNull(),
      readingMinutes: integer().notNull().default(0),
      /** No foreign key: the credit refers to the article, and the two are made in one transaction. */
      leadMediaId: id(),
      createdAt: instant().notNull(),
      updatedAt: instant().notNull(),
      publishAt: instant(),
      publishedAt: instant(),
      embargoUntil: instant(),
      /** When its time is over, and readers see it no longer. */
      expiresAt: instant(),
      /** Whether the change log last told readers that the article is there: what is told next follows from it. */
      announced: boolean().notNull().default(false),
      /** When it first told them; null for what readers never saw. */
      shownAt: instant(),
      withdrawnAt: instant(),
      /** What readers are told in place of the article. */
      withdrawalReason: text(),
      canonicalUrl: text(),
      commentCount: integer().notNull(),
      commentsOpen: boolean().notNull(),
      /** Where its comments differ from the site's; null where they do not. */
      commentSettings: json<CommentOverrides>(),
      createdBy: id(),
      // What is long comes last: SQLite reads a row from its beginning, page after page, to the last column that is wanted.
      extensions: json<Record<string, unknown>>(),
      blocks: json<StoredBlock[]>().notNull(),
      bodyHtml: text().notNull(),
      bodyText: text().notNull(),
    },
    (t) => [
      index('articles_published').on(t.status, t.publishedAt, t.id),
      index('articles_updated').on(t.status, t.updatedAt, t.id),
      index('articles_due').on(t.status, t.publishAt),
      index('articles_embargo').on(t.status, t.embargoUntil),
      index('articles_expiry').on(t.status, t.expiresAt),
      // For sitemaps, which count by id what everybody sees.
      index('articles_public').on(t.status, t.id, t.embargoUntil, t.expiresAt),
      // The count stands beside what is stored of an article: it is looked up for each article of a list, without its row.
      index('articles_commentCount').on(t.id, t.commentCount),
      index('articles_unannounced').on(t.status, t.announced, t.embargoUntil),
      // What decides who sees them comes last, so that the articles of a section are counted from the index alone.
      index('articles_section').on(t.sectionKey, t.status, t.publishedAt, t.id, t.embargoUntil, t.expiresAt),
      index('articles_language').on(t.language, t.status, t.publishedAt, t.id),
      index('articles_datelineAgency').on(t.datelineAgencyKey),
      index('articles_provider').on(t.providerKey),
    ],
  )

  const articleId = () =>
    id()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' })
  const named = { position: integer().notNull(), name: text().notNull(), nameKey: sortText().notNull() }

  return {
    articles,

    articleAuthors: table(
      'articleAuthors',
      { articleId: articleId(), ...named, title: text(), organization: text() },
      (t) => [
        primaryKey({ columns: [t.articleId, t.position] }),
        index('articleAuthors_name').on(t.nameKey, t.articleId),
      ],
    ),

    articleTags: table('articleTags', { articleId: articleId(), ...named }, (t) => [
      primaryKey({ columns: [t.articleId, t.position] }),
      index('articleTags_name').on(t.nameKey, t.articleId),
    ]),

    articleSubjects: table(
      'articleSubjects',
      {
        articleId: articleId(),
        ...named,
        uri: text(),
        qcode: text(),
        subjectKey: sortText().notNull().default(''),
      },
      (t) => [
        primaryKey({ columns: [t.articleId, t.position] }),
        index('articleSubjects_name').on(t.nameKey, t.articleId),
        index('articleSubjects_key').on(t.subjectKey, t.articleId),
      ],
    ),

    /**
     * What readers are shown of an article, as the JSON that is sent, made in the transaction that changes it; only of articles that
     * readers see. What changes without the article's doing (the count of comments, addresses) is not in it.
     */
    articleRenditions: table(
      'articleRenditions',
      {
        articleId: articleId().primaryKey(),
        /** The form of the JSON: another one is made anew. */
        form: integer().notNull(),
        slug: sortText().notNull(),
        canonicalUrl: text(),
        /** When its time is over, or a right to one of its pictures ends, and it is right no longer. */
        validUntil: instant(),
        /** A hash of all that is in it. */
        tag: text().notNull(),
        head: text().notNull(),
        mediaCredits: text().notNull(),
        body: text().notNull(),
      },
      (t) => [index('articleRenditions_slug').on(t.slug)],
    ),

    formerSlugs: table('formerSlugs', { slug: sortText().primaryKey(), articleId: articleId() }, (t) => [
      index('formerSlugs_article').on(t.articleId),
    ]),

    corrections: table(
      'corrections',
      {
        id: id().primaryKey(),
        articleId: articleId(),
        kind: text().$type<CorrectionKind>().notNull(),
        text: text().notNull(),
        createdAt: instant().notNull(),
      },
      (t) => [index('corrections_article').on(t.articleId, t.createdAt, t.id)],
    ),

    /** Where an imported article came from: the same identity again is the same article. */
    articleSources: table(
      'articleSources',
      {
        identity: sortText().primaryKey(),
        articleId: articleId(),
        format: text().notNull(),
        contentHash: text().notNull(),
        importedAt: instant().notNull(),
        /** What it said, as its format says it: what no field of ours has is found here when it is written again. */
        extensions: json<Record<string, unknown>>(),
      },
      (t) => [index('articleSources_article').on(t.articleId)],
    ),
  }
}

export type ArticleTable = ReturnType<typeof articleTables>['articles']
