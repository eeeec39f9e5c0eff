// Every table, once, for both engines; read it as the entity-relationship diagram. Ids are text made by the
// application, instants come from its clock, JSON columns are opaque: what is filtered is a column or a join
// table, and has an index. A `…Key` column holds the folded form of the name beside it, made by the stores.

import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { ColumnKit } from './columns.sqlite.ts'

export type ArticleStatus = 'draft' | 'inReview' | 'scheduled' | 'published' | 'unpublished' | 'withdrawn'
export type MediaRole = 'lead' | 'inline' | 'gallery'
export type CorrectionKind = 'correction' | 'clarification' | 'update' | 'editorsNote'
export type QuoteKind = 'direct' | 'mixed' | 'indirect'
export type QuoteOrigin = 'extracted' | 'editor'
export type QuoteState = 'anchored' | 'orphaned'
export type CommentStatus = 'pending' | 'published' | 'rejected' | 'spam' | 'deleted'
export type CreditNameKind = 'creator' | 'organization'

/** A block of an article's body as it is stored; the wire contract of its types is the articles' schema. */
export type StoredBlock = { type: string } & Record<string, unknown>

/** All tables from one kit of columns. Deleting an article deletes everything that hangs on it. */
export const defineTables = (kit: ColumnKit) => {
  const site = siteTables(kit)
  const articles = articleTables(kit)
  return {
    ...site,
    ...articles,
    ...creditTables(kit, articles.articles),
    ...quoteTables(kit, articles.articles),
    ...commentTables(kit, articles.articles),
  }
}

export type Tables = ReturnType<typeof defineTables>
type ArticleTable = ReturnType<typeof articleTables>['articles']

const siteTables = ({
  table,
  index,
  id,
  text,
  sortText,
  integer,
  bigInteger,
  boolean,
  instant,
  json,
}: ColumnKit) => ({
  settings: table('settings', {
    name: sortText().primaryKey(),
    value: json<unknown>().notNull(),
    updatedAt: instant().notNull(),
  }),

  apiKeys: table('apiKeys', {
    id: id().primaryKey(),
    name: text().notNull(),
    secretHash: text().notNull(),
    scopes: json<string[]>().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant(),
    revokedAt: instant(),
    lastUsedAt: instant(),
    version: integer().notNull(),
  }),

  /** Numbers that only grow. A row is locked from its increment to the end of the transaction. */
  counters: table('counters', { name: sortText().primaryKey(), value: bigInteger().notNull() }),

  /** The outbox and change log. Positions follow the order of commits, without a gap: see `outbox.ts`. */
  changes: table(
    'changes',
    {
      position: bigInteger().primaryKey(),
      id: id().notNull().unique(),
      type: text().notNull(),
      resource: text().notNull(),
      resourceId: id().notNull(),
      /** No foreign key: the change that tells of a deletion outlives its article. */
      articleId: id(),
      version: integer(),
      at: instant().notNull(),
    },
    (t) => [
      index('changes_at').on(t.at),
      index('changes_article').on(t.articleId),
      index('changes_resource').on(t.resource, t.resourceId),
    ],
  ),

  imports: table(
    'imports',
    {
      id: id().primaryKey(),
      format: text().notNull(),
      dryRun: boolean().notNull(),
      actor: text(),
      report: json<unknown>().notNull(),
      createdAt: instant().notNull(),
    },
    (t) => [index('imports_created').on(t.createdAt, t.id)],
  ),

  idempotencyKeys: table(
    'idempotencyKeys',
    {
      /** Caller, method, route and key, hashed together. */
      scope: sortText().primaryKey(),
      fingerprint: text().notNull(),
      status: text().$type<'running' | 'done'>().notNull(),
      response: json<unknown>(),
      createdAt: instant().notNull(),
      expiresAt: instant().notNull(),
    },
    (t) => [index('idempotencyKeys_expires').on(t.expiresAt)],
  ),
})

const articleTables = (kit: ColumnKit) => {
  const { table, index, primaryKey, id, text, sortText, integer, boolean, instant, json } = kit

  const articles = table(
    'articles',
    {
      id: id().primaryKey(),
      slug: sortText().notNull().unique(),
      status: sortText().$type<ArticleStatus>().notNull(),
      version: integer().notNull(),
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
      blocks: json<StoredBlock[]>().notNull(),
      bodyHtml: text().notNull(),
      bodyText: text().notNull(),
      wordCount: integer().notNull(),
      /** No foreign key: the credit refers to the article, and the two are made in one transaction. */
      leadMediaId: id(),
      createdAt: instant().notNull(),
      updatedAt: instant().notNull(),
      publishAt: instant(),
      publishedAt: instant(),
      embargoUntil: instant(),
      canonicalUrl: text(),
      commentCount: integer().notNull(),
      commentsOpen: boolean().notNull(),
      createdBy: id(),
      extensions: json<Record<string, unknown>>(),
    },
    (t) => [
      index('articles_published').on(t.status, t.publishedAt, t.id),
      index('articles_updated').on(t.status, t.updatedAt, t.id),
      index('articles_due').on(t.status, t.publishAt),
      index('articles_section').on(t.sectionKey, t.status, t.publishedAt, t.id),
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
      { articleId: articleId(), ...named, uri: text(), qcode: text() },
      (t) => [
        primaryKey({ columns: [t.articleId, t.position] }),
        index('articleSubjects_name').on(t.nameKey, t.articleId),
      ],
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
      },
      (t) => [index('articleSources_article').on(t.articleId)],
    ),
  }
}

const creditTables = (kit: ColumnKit, articles: ArticleTable) => {
  const { table, index, primaryKey, id, text, sortText, integer, instant, json } = kit

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
      version: integer().notNull(),
      createdAt: instant().notNull(),
      updatedAt: instant().notNull(),
    },
    (t) => [
      index('mediaCredits_article').on(t.articleId, t.position),
      index('mediaCredits_created').on(t.createdAt, t.id),
      index('mediaCredits_rightsExpire').on(t.rightsExpireAt),
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

const quoteTables = (kit: ColumnKit, articles: ArticleTable) => {
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

const commentTables = (kit: ColumnKit, articles: ArticleTable) => {
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
      pinned: boolean().notNull(),
      version: integer().notNull(),
      heldReasons: json<string[]>().notNull(),
      editTokenHash: text(),
      editableUntil: instant(),
      duplicateKey: text().notNull(),
      createdAt: instant().notNull(),
      editedAt: instant(),
      reviewedAt: instant(),
      reviewedBy: text(),
    },
    (t) => [
      index('comments_article').on(t.articleId, t.status, t.createdAt, t.id),
      index('comments_parent').on(t.parentId, t.createdAt, t.id),
      index('comments_inReplyTo').on(t.inReplyTo),
      index('comments_root').on(t.rootId),
      index('comments_status').on(t.status, t.createdAt, t.id),
    ],
  )

  const commentId = () =>
    id()
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' })

  return {
    comments,

    /** One row per key and day: its primary key is what makes the check for duplicates free of races. */
    commentDuplicates: table(
      'commentDuplicates',
      { key: sortText().primaryKey(), commentId: commentId(), expiresAt: instant().notNull() },
      (t) => [
        index('commentDuplicates_comment').on(t.commentId),
        index('commentDuplicates_expires').on(t.expiresAt),
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
        ipPrefix: text(),
        userAgent: text(),
        referrer: text(),
        expiresAt: instant().notNull(),
      },
      (t) => [
        index('commentPii_email').on(t.emailKey),
        index('commentPii_ip').on(t.ipHash),
        index('commentPii_expires').on(t.expiresAt),
      ],
    ),

    commentLog: table(
      'commentLog',
      {
        id: id().primaryKey(),
        commentId: commentId(),
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
