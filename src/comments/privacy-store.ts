import { asc, eq, inArray } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { commentChanges } from './change-store.ts'
import type { ArticleCounter } from './count-store.ts'
import { opens } from './edit-token.ts'
import type { ModeratedComment } from './moderated-schema.ts'
import { mostOfOne, type PrivacyErasure, type PrivacyExport, type PrivacyRequest } from './privacy-schema.ts'
import { noSuchComment } from './read-store.ts'
import type { Hashes } from './sender.ts'

export type PrivacyStore = ReturnType<typeof privacyStore>

interface PrivacyDeps {
  now: () => Date
  hashes: Hashes
  articles: ArticleCounter
  moderation: { listThese(ids: readonly string[]): Promise<ModeratedComment[]> }
}

type Row = Tables['comments']['$inferSelect']

const anonymous = 'Anonymous'

/** What a person may ask: to be given what is kept about them, and to be forgotten. */
export function privacyStore(db: Database, { now, hashes, articles, moderation }: PrivacyDeps) {
  const { tables } = db
  const changes = commentChanges(db, articles)
  const { comments, commentPii, commentDuplicates, commentRevisions, spamChecks } = tables
  /** What readers think of a comment is theirs, and stays. */
  const kept = [commentPii, commentDuplicates, commentRevisions, spamChecks]

  /** The comments meant, oldest first, one more than is dealt with at once. Throws `unprocessable`, `not_found`. */
  async function idsOf({ email, comment, token }: PrivacyRequest): Promise<string[]> {
    if (email !== undefined) {
      if (comment !== undefined || token !== undefined) throw eitherOr()
      const rows = await db.read
        .select({ id: commentPii.commentId })
        .from(commentPii)
        .where(eq(commentPii.emailKey, hashes.emailKey(email)))
        .orderBy(asc(commentPii.commentId))
        .limit(mostOfOne + 1)
      return rows.map(({ id }) => id)
    }
    if (comment === undefined || token === undefined) throw eitherOr()
    const [row] = await db.read
      .select({ hash: comments.editTokenHash })
      .from(comments)
      .where(eq(comments.id, comment))
    if (row === undefined || !opens(token, row.hash)) throw noSuchComment()
    return [comment]
  }

  async function erase(tx: Queries, id: string, actor: Actor): Promise<void> {
    const at = now()
    const [row] = await tx.select().from(comments).where(eq(comments.id, id))
    if (row === undefined) return
    const after = await changes.write(tx, row, nobodys(row))
    if (after === undefined)
      throw new AppError('conflict', 'A comment changed at this very moment; send your request again.')
    for (const table of kept) await tx.delete(table).where(eq(table.commentId, id))
    const deed = { actor: actor.name ?? 'system', action: 'erase' }
    await changes.record(tx, { before: row, after, at }, deed)
  }

  /** What is left when nobody is to be found: what was said, where it stands, and whether it is seen. */
  const nobodys = (row: Row): Partial<Row> => ({
    authorName: row.status === 'deleted' ? '' : anonymous,
    authorUrl: null,
    avatarSeed: row.status === 'deleted' ? '' : hashes.avatarSeed({ name: anonymous, email: undefined }),
    isVerified: false,
    editTokenHash: null,
    editableUntil: null,
  })

  return {
    /** Everything kept about a person. Throws `unprocessable`, `not_found`. */
    async export(request: PrivacyRequest): Promise<PrivacyExport> {
      const ids = await idsOf(request)
      const due = ids.slice(0, mostOfOne)
      const asked = await db.read
        .select({ id: spamChecks.commentId, submission: spamChecks.submission })
        .from(spamChecks)
        .where(inArray(spamChecks.commentId, due))
      const submissions = new Map(asked.map(({ id, submission }) => [id, submission]))
      const comments = await moderation.listThese(due)
      const data = comments.map((one) => ({ ...one, spamSubmission: submissions.get(one.id) ?? null }))
      return { data, more: ids.length > mostOfOne }
    },

    /**
     * Makes a person's comments nobody's; what readers see of them otherwise, and what they do not, stays so. Each in a
     * transaction of its own. Throws `unprocessable`, `not_found`, `conflict`.
     */
    async erase(request: PrivacyRequest, actor: Actor): Promise<PrivacyErasure> {
      const ids = await idsOf(request)
      const due = ids.slice(0, mostOfOne)
      for (const id of due) await db.write((tx) => erase(tx, id, actor))
      return { erased: due.length, more: ids.length > mostOfOne }
    },
  }
}

function eitherOr(): AppError {
  const message = 'Name either "email", or "comment" and its "token".'
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer: '', code: 'required', message }],
  })
}
