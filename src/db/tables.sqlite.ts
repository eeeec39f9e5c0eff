// The tables of SQLite, each exported flat: drizzle-kit sees only tables that are exports of their own. A test
// compares this list with the other engine's and with the definition.

import { sqliteKit } from './columns.sqlite.ts'
import { defineTables } from './schema.ts'

export const {
  settings,
  apiKeys,
  counters,
  changes,
  imports,
  idempotencyKeys,
  articles,
  articleAuthors,
  articleTags,
  articleSubjects,
  articleRenditions,
  formerSlugs,
  corrections,
  articleSources,
  articleRevisions,
  mediaCredits,
  creditNames,
  speakers,
  speakerAliases,
  quotes,
  comments,
  commentSources,
  commentDuplicates,
  commentPii,
  commentLog,
  commentRevisions,
  commentReactions,
  commentReports,
  moderationLists,
  commentRates,
  spamChecks,
  subjects,
  searchDocuments,
  webhooks,
  webhookEvents,
  webhookDeliveries,
} = defineTables(sqliteKit)
