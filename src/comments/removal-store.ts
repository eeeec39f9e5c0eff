import { eq } from 'drizzle-orm'
import type { Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

/** What is left of a deleted comment is its place in the thread and its log. */
export const emptied = {
  authorName: '',
  authorUrl: null,
  avatarSeed: '',
  bodyRaw: '',
  bodyHtml: '',
  bodyText: '',
  upCount: 0,
  downCount: 0,
  score: 0,
  reportCount: 0,
  spam: null,
  pinned: false,
  editTokenHash: null,
  editableUntil: null,
} satisfies Partial<Tables['comments']['$inferSelect']>

/** Removes what a comment said, who said it and who reacted to it: the words may be sent again, and nobody is found by them. */
export async function removeTraces(tx: Queries, tables: Tables, commentId: string): Promise<void> {
  const { commentPii, commentDuplicates, commentRevisions, commentReactions, commentReports, spamChecks } =
    tables
  for (const table of [
    commentPii,
    commentDuplicates,
    commentRevisions,
    commentReactions,
    commentReports,
    spamChecks,
  ])
    await tx.delete(table).where(eq(table.commentId, commentId))
}
