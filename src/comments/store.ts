import { and, eq } from 'drizzle-orm'
import type { ArticleRow } from '../articles/store.ts'
import type { Database, Queries } from '../db/database.ts'
import { isForeignKeyViolation } from '../db/errors.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { announceComment } from './announce-store.ts'
import { commentCounts } from './count-store.ts'
import type { CommentDeps } from './deps.ts'
import { duplicateClaims } from './duplicate-store.ts'
import { commentEdits } from './edit-store.ts'
import { newEditToken } from './edit-token.ts'
import { type RefusedPlace, refusal, sentence } from './messages.ts'
import { type Posting, sourceOf, toColumns, toPersonalData } from './new-comment.ts'
import { commentReads } from './read-store.ts'
import { isSeen } from './rules.ts'
import type { PostedComment } from './schema.ts'
import { senderHashes } from './sender.ts'
import { defaultSettings } from './settings.ts'
import { toPosted } from './wire.ts'

export type CommentStore = ReturnType<typeof commentStore>

/** Comments: reads as in `read-store.ts`, and what readers write; moderators write through `moderation-store.ts`. */
export function commentStore(db: Database, deps: CommentDeps) {
  const { now, render, addresses, settings = defaultSettings } = deps
  const { tables } = db
  const { comments, commentPii } = tables
  const hashes = senderHashes(deps.secret, deps.site)
  const counts = commentCounts(tables, deps.articles)
  const duplicates = duplicateClaims(tables, settings)

  /** The comment that is answered: published, and of this article. */
  async function findAnswered(articleId: string, answeredId: string) {
    const { id, parentId, rootId, depth } = comments
    const [row] = await db.read
      .select({ id, parentId, rootId, depth })
      .from(comments)
      .where(and(eq(id, answeredId), eq(comments.articleId, articleId), eq(comments.status, 'published')))
    return row
  }

  return {
    ...commentReads(db, deps),
    ...commentEdits(db, deps),

    /**
     * Takes a reader's comment on an article that the reader can see. Throws `forbidden` (comments_closed),
     * `unprocessable` with every place at once, `conflict` (duplicate), `not_found` when the article goes meanwhile.
     */
    async post(article: ArticleRow, posting: Posting): Promise<PostedComment> {
      if (!article.commentsOpen) {
        throw new AppError('forbidden', sentence('comments_closed'), { code: 'comments_closed' })
      }
      const { parentId } = posting.input
      const answered = typeof parentId === 'string' ? await findAnswered(article.id, parentId) : undefined
      const rendered = render(sourceOf(posting.input))
      const places: RefusedPlace[] = []
      if (rendered.isBlank) places.push({ pointer: '/body', code: 'required' })
      if (typeof parentId === 'string' && answered === undefined) {
        places.push({ pointer: '/parentId', code: 'parent_not_available' })
      }
      if (places.length > 0) throw refusal(places)

      const setting = { id: newId(), articleId: article.id, answered, at: now(), hashes, settings }
      const row = toColumns(posting, rendered, setting)
      const { token, hash } = newEditToken()
      const insert = async (tx: Queries) => {
        await tx.insert(comments).values({ ...row, editTokenHash: hash })
        await duplicates.claim(tx, row)
        await tx.insert(commentPii).values(toPersonalData(posting, setting))
        if (!isSeen(row.status)) return
        await counts.add(tx, row, 1)
        await announceComment(tx, tables, { type: 'comment.published', comment: row, at: row.createdAt })
      }
      await db.write(insert).catch((err: unknown) => {
        throw isForeignKeyViolation(err) ? gone(answered !== undefined, err) : err
      })
      return toPosted(
        { ...row, editedAt: null, articleSlug: article.slug },
        { addresses, editToken: token, editableUntil: row.editableUntil },
      )
    },
  }
}

/** What a comment hangs on was deleted between the look at it and the write. */
const gone = (isReply: boolean, cause: unknown): AppError =>
  isReply
    ? refusal([{ pointer: '/parentId', code: 'parent_not_available' }])
    : new AppError('not_found', 'There is no such article.', { cause })
