import { and, eq } from 'drizzle-orm'
import { isPublicArticle } from '../articles/published.ts'
import type { Database, Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { announceComment } from './announce-store.ts'
import { commentCounts } from './count-store.ts'
import type { CommentDeps } from './deps.ts'
import { duplicateClaims } from './duplicate-store.ts'
import { isOpenToAuthor, isWaiting, judgeEdit } from './edit-rules.ts'
import { newEditToken, opens } from './edit-token.ts'
import { refusal, sentence } from './messages.ts'
import { capMarks, toName } from './normalize.ts'
import { noSuchComment } from './read-store.ts'
import { emptied, removeTraces } from './removal-store.ts'
import { rendererName } from './render.ts'
import { isSeen, judge, seenDifference } from './rules.ts'
import type { Comment, CommentPatch, OwnComment, PostedComment } from './schema.ts'
import { senderHashes } from './sender.ts'
import { defaultSettings } from './settings.ts'
import { toComment, toOwn, toPosted } from './wire.ts'

type Row = Tables['comments']['$inferSelect']

/** What an author found by a token: the comment, with what is needed of its article. */
interface Found {
  row: Row
  articleSlug: string
  commentsOpen: boolean
  editableUntil: Date
}

/** What authors do with their comments, each by the token that the comment was given. */
export function commentEdits(db: Database, deps: CommentDeps) {
  const { now, render, addresses, settings = defaultSettings } = deps
  const { tables } = db
  const { comments, articles, commentPii, commentLog, commentRevisions } = tables
  const hashes = senderHashes(deps.secret, deps.site)
  const counts = commentCounts(tables, deps.articles)
  const duplicates = duplicateClaims(tables, settings)

  async function read(id: string) {
    const { slug, status, embargoUntil, commentsOpen } = articles
    const [found] = await db.read
      .select({ row: comments, article: { slug, status, embargoUntil, commentsOpen } })
      .from(comments)
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(eq(comments.id, id))
    return found !== undefined && isPublicArticle(found.article, now()) ? found : undefined
  }

  /** The comment that a token opens, and until when. Throws `not_found`, `forbidden`; what is hidden is not given away. */
  async function findByToken(id: string, token: string | undefined): Promise<Found> {
    const found = await read(id)
    if (found === undefined) throw noSuchComment()
    const { row, article } = found
    if (!opens(token, row.editTokenHash)) {
      if (!isSeen(row.status) && row.descendantCount === 0) throw noSuchComment()
      throw new AppError('forbidden', 'Send the Comment-Token that this comment was answered with.')
    }
    const { editableUntil } = row
    if (editableUntil === null || editableUntil <= now()) throw closedWindow()
    return { row, articleSlug: article.slug, commentsOpen: article.commentsOpen, editableUntil }
  }

  /** The columns that an edit changes. Throws `unprocessable` when nothing of the text is left to see. */
  async function toChanges({ row }: Found, patch: CommentPatch) {
    const bodyRaw = patch.body === undefined ? row.bodyRaw : capMarks(patch.body)
    const authorName = patch.authorName === undefined ? row.authorName : toName(patch.authorName)
    const authorUrl = patch.authorUrl === undefined ? row.authorUrl : patch.authorUrl
    const rendered = render(bodyRaw)
    if (rendered.isBlank) throw refusal([{ pointer: '/body', code: 'required' }])
    const [known] = await db.read
      .select({ email: commentPii.email })
      .from(commentPii)
      .where(eq(commentPii.commentId, row.id))
    const email = known?.email ?? undefined
    const { articleId, inReplyTo: parentId } = row
    return {
      ...judgeEdit(row, judge({ isStaff: row.isStaff }, settings)),
      bodyRaw,
      bodyHtml: rendered.html,
      bodyText: rendered.text,
      renderer: rendererName,
      authorName,
      authorUrl,
      avatarSeed: hashes.avatarSeed({ name: authorName, email }),
      duplicateKey: hashes.duplicateKey({ articleId, parentId, name: authorName, email, source: bodyRaw }),
    }
  }

  /** The next version of a row. Throws `conflict` when somebody else was faster. */
  async function updateRow(tx: Queries, row: Row, set: Partial<Row>): Promise<Row> {
    const [updated] = await tx
      .update(comments)
      .set({ ...set, version: row.version + 1 })
      .where(and(eq(comments.id, row.id), eq(comments.version, row.version)))
      .returning()
    if (updated === undefined)
      throw new AppError('conflict', 'The comment changed at this very moment; send your request again.')
    return updated
  }

  async function log(tx: Queries, row: Row, { action, to }: { action: string; to: Row['status'] }) {
    const entry = { id: newId(), commentId: row.id, at: now(), actor: 'author', action }
    await tx
      .insert(commentLog)
      .values({ ...entry, fromStatus: row.status, toStatus: to, reasonCode: null, note: null })
  }

  /** Counts what readers see more or less of, and tells the world; last, as it locks. */
  async function tell(tx: Queries, before: Row, after: Row): Promise<void> {
    await counts.add(tx, after, seenDifference(before.status, after.status))
    if (!isSeen(before.status) && !isSeen(after.status)) return
    const type = isSeen(after.status) ? 'comment.published' : 'comment.removed'
    await announceComment(tx, tables, { type, comment: after, at: now() })
  }

  return {
    /** A comment that waits, for its author alone; undefined for everybody else, and for one that does not wait. */
    async findWaiting(id: string, token: string): Promise<OwnComment | undefined> {
      const found = await read(id)
      if (found === undefined || !opens(token, found.row.editTokenHash)) return undefined
      const { row, article } = found
      if (row.editableUntil === null || row.editableUntil <= now() || !isWaiting(row)) return undefined
      return toOwn({ ...row, articleSlug: article.slug }, addresses, row.editableUntil)
    },

    /**
     * Changes a comment for its author, by the same rules as a new one. Where nothing differs, nothing changes.
     * Throws `not_found`, `forbidden` (edit_window_closed, comments_closed), `unprocessable`, `conflict` (duplicate).
     */
    async patch(id: string, { patch, token }: { patch: CommentPatch; token: string | undefined }) {
      const found = await findByToken(id, token)
      const { row, articleSlug, editableUntil } = found
      if (!isOpenToAuthor(row)) throw closedWindow()
      if (!found.commentsOpen)
        throw new AppError('forbidden', sentence('comments_closed'), { code: 'comments_closed' })
      const changes = await toChanges(found, patch)
      const own = { addresses, editableUntil }
      if (isSame(row, changes)) return toPosted({ ...row, articleSlug }, { ...own, editToken: token ?? '' })

      const next = newEditToken()
      const at = now()
      const set = { ...changes, editedAt: at, reviewedAt: null, reviewedBy: null, editTokenHash: next.hash }
      const edited = await db.write(async (tx) => {
        const after = await updateRow(tx, row, set)
        if (after.duplicateKey !== row.duplicateKey) {
          await duplicates.claim(tx, { ...after, createdAt: at })
          await duplicates.release(tx, row)
        }
        await tx.insert(commentRevisions).values(toRevision(row))
        await log(tx, row, { action: 'edit', to: after.status })
        await tell(tx, row, after)
        return after
      })
      return toPosted({ ...edited, articleSlug }, { ...own, editToken: next.token })
    },

    /** Deletes a comment for its author; gives what is left. Throws `not_found`, `forbidden` (edit_window_closed), `conflict`. */
    async remove(id: string, token: string | undefined): Promise<Comment> {
      const { row, articleSlug } = await findByToken(id, token)
      const removed = await db.write(async (tx) => {
        const set = { ...emptied, status: 'deleted' as const, previousStatus: row.status }
        const after = await updateRow(tx, row, set)
        await removeTraces(tx, tables, id)
        await log(tx, row, { action: 'delete', to: 'deleted' })
        await tell(tx, row, after)
        return after
      })
      return toComment({ ...removed, articleSlug }, addresses)
    },
  } satisfies Edits
}

interface Edits {
  findWaiting(id: string, token: string): Promise<OwnComment | undefined>
  patch(id: string, edit: { patch: CommentPatch; token: string | undefined }): Promise<PostedComment>
  remove(id: string, token: string | undefined): Promise<Comment>
}

const isSame = (row: Row, changes: Pick<Row, 'bodyRaw' | 'authorName' | 'authorUrl'>): boolean =>
  row.bodyRaw === changes.bodyRaw &&
  row.authorName === changes.authorName &&
  row.authorUrl === changes.authorUrl

const toRevision = ({ id, version, bodyRaw, authorName, editedAt, createdAt }: Row) => ({
  commentId: id,
  version,
  raw: bodyRaw,
  authorName,
  at: editedAt ?? createdAt,
})

const closedWindow = (): AppError =>
  new AppError('forbidden', sentence('edit_window_closed'), { code: 'edit_window_closed' })
