// Every table, once, for both engines: start here, and read `schema.<area>.ts` as the entity-relationship diagram. Ids are text
// made by the application, instants come from its clock, JSON columns are opaque: what is filtered is a column or a join
// table, and has an index. A `…Key` column holds the folded form of the name beside it, made by the stores.

import type { ColumnKit } from './columns.sqlite.ts'
import { articleTables } from './schema.articles.ts'
import { commentTables } from './schema.comments.ts'
import { creditTables } from './schema.credits.ts'
import { moderationTables } from './schema.moderation.ts'
import { quoteTables } from './schema.quotes.ts'
import { readerTables } from './schema.readers.ts'
import { revisionTables } from './schema.revisions.ts'
import { searchTables } from './schema.search.ts'
import { siteTables } from './schema.site.ts'
import { subjectTables } from './schema.subjects.ts'
import { webhookTables } from './schema.webhooks.ts'

/** All tables from one kit of columns. Deleting an article deletes everything that hangs on it. */
export const defineTables = (kit: ColumnKit) => {
  const site = siteTables(kit)
  const articles = articleTables(kit)
  const comments = commentTables(kit, articles.articles)
  return {
    ...site,
    ...articles,
    ...revisionTables(kit, articles.articles),
    ...creditTables(kit, articles.articles),
    ...quoteTables(kit, articles.articles),
    ...comments,
    ...readerTables(kit, comments.comments),
    ...moderationTables(kit, comments.comments),
    ...subjectTables(kit),
    ...searchTables(kit, articles.articles),
    ...webhookTables(kit),
  }
}

export type Tables = ReturnType<typeof defineTables>

export type * from './schema.values.ts'
