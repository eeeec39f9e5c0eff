import { and, eq } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { isForeignKeyViolation } from '../db/errors.ts'
import { prepareInsert } from '../db/prepare.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { commentAnnouncer } from './announce-store.ts'
import { type CommentedArticle, commentedArticles } from './commented-article-store.ts'
import { commentCounts } from './count-store.ts'
import type { CommentDeps } from './deps.ts'
import { commentEdits } from './edit-store.ts'
import { newEditToken } from './edit-token.ts'
import { refusal } from './messages.ts'
import { type Posting, sourceOf, toColumns, toPersonalData } from './new-comment.ts'
import { toName } from './normalize.ts'
import { commentReads } from './read-store.ts'
import { isSeen } from './rules.ts'
import type { PostedComment } from './schema.ts'
import { isStaff } from './submission.ts'
import { toPosted } from './wire.ts'

export type CommentStore = ReturnType<typeof commentStore>

/** Comments: reads as in `read-store.ts`, and what readers write; moderators write through `moderation-store.ts`. */
export function commentStore(db: Database, deps: CommentDeps) {
  const { now, addresses, hashes, pipeline } = deps
  const { tables } = db
  const { comments, commentPii } = tables
  const counts = commentCounts(db, deps.articles)
  const announce = commentAnnouncer(db)
  const insertComment = prepareInsert(db, 'comment_insert', comments)
  const insertPersonalData = prepareInsert(db, 'comment_pii_insert', commentPii)

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

    /** The article that a comment is to be left on. */
    findCommented: commentedArticles(db, deps),

    /**
     * Takes a reader's comment on an article that the reader can see. Throws what `Pipeline.judge` throws, and `not_found`
     * when the article goes meanwhile.
     */
    async post(article: CommentedArticle, posting: Posting): Promise<PostedComment> {
      const { input, sender, actor, isTrapped = false } = posting
      const parentId = input.parentId ?? null
      const answered = parentId === null ? undefined : await findAnswered(article.id, parentId)
      const id = newId()
      const verdict = await pipeline.judge({
        id,
        isEdit: false,
        isStaff: isStaff(actor),
        article,
        answeredId: answered?.id ?? null,
        name: toName(input.authorName),
        source: sourceOf(input),
        email: input.authorEmail ?? undefined,
        url: input.authorUrl ?? null,
        sender,
        actor,
        formToken: input.formToken ?? undefined,
        isTrapped,
        wrong:
          parentId !== null && answered === undefined
            ? [{ pointer: '/parentId', code: 'parent_not_available' }]
            : [],
      })
      const setting = { id, articleId: article.id, answered, at: now(), hashes, verdict }
      const row = toColumns(posting, setting)
      const { token, hash } = newEditToken()
      const insert = async (tx: Queries) => {
        await insertComment(tx, { ...row, editTokenHash: hash })
        await verdict.admit(tx)
        await insertPersonalData(tx, toPersonalData(posting, setting))
        if (!isSeen(row.status)) return
        await counts.add(tx, row, 1)
        await announce(tx, { type: 'comment.published', comment: row, at: row.createdAt })
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
