import { eq } from 'drizzle-orm'
import { isPublicArticle } from '../articles/published.ts'
import type { Database, Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { commentChanges } from './change-store.ts'
import type { CommentDeps } from './deps.ts'
import { isOpenToAuthor, isWaiting, judgeEdit } from './edit-rules.ts'
import { newEditToken, opens } from './edit-token.ts'
import { sentence } from './messages.ts'
import { capMarks, toName } from './normalize.ts'
import { noSuchComment } from './read-store.ts'
import { emptied, removeTraces } from './removal-store.ts'
import { rendererName } from './render.ts'
import { isSeen } from './rules.ts'
import type { Comment, CommentPatch, OwnComment, PostedComment } from './schema.ts'
import type { Sender } from './sender.ts'
import type { Submission } from './submission.ts'
import { toComment, toOwn, toPosted } from './wire.ts'

type Row = Tables['comments']['$inferSelect']

/** What an author found by a token: the comment, with what is needed of its article. */
interface Found {
  row: Row
  article: Submission['article']
  editableUntil: Date
}

/** What an author asks for, and from where. */
interface Edit {
  patch: CommentPatch
  token: string | undefined
  sender: Sender
  actor: Actor
}

/** What authors do with their comments, each by the token that the comment was given. */
export function commentEdits(db: Database, deps: CommentDeps) {
  const { now, addresses, hashes, pipeline } = deps
  const { tables } = db
  const { comments, articles, commentPii, commentRevisions } = tables
  const changes = commentChanges(db, deps.articles)

  async function read(id: string) {
    const { slug, status, embargoUntil, expiresAt, commentsOpen, publishedAt, commentSettings } = articles
    const article = {
      id: articles.id,
      slug,
      status,
      embargoUntil,
      expiresAt,
      commentsOpen,
      publishedAt,
      commentSettings,
    }
    const [found] = await db.read
      .select({ row: comments, article })
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
      throw new AppError(
        'forbidden',
        'Send the Comment-Token that this comment was last answered with; every edit answers with a new one.',
      )
    }
    const { editableUntil } = row
    if (editableUntil === null || editableUntil <= now()) throw closedWindow()
    return { row, article, editableUntil }
  }

  /** What becomes of the new text, and the columns it changes. Throws what `Pipeline.judge` throws. */
  async function judge({ row, article }: Found, text: Text, { sender, actor }: Edit) {
    const [known] = await db.read
      .select({ email: commentPii.email })
      .from(commentPii)
      .where(eq(commentPii.commentId, row.id))
    const email = known?.email ?? undefined
    const { bodyRaw: source, authorName: name, authorUrl: url } = text
    const { id, isStaff, inReplyTo: answeredId } = row
    const unasked = { formToken: undefined, isTrapped: false, wrong: [] }
    const asked = { id, isEdit: true, isStaff, article, answeredId, name, source, email, url, sender, actor }
    const verdict = await pipeline.judge({ ...asked, ...unasked })
    const { rendered, spam } = verdict
    const judged = judgeEdit(row, verdict)
    const set = {
      ...text,
      ...judged,
      ...(judged.status !== row.status && { statusAt: now() }),
      pinned: row.pinned && isSeen(judged.status),
      spam,
      bodyHtml: rendered.html,
      bodyText: rendered.text,
      renderer: rendererName,
      avatarSeed: hashes.avatarSeed({ name, email }),
    }
    return { set, verdict }
  }

  /** The next version of a row. Throws `conflict` when somebody else was faster. */
  async function write(tx: Queries, row: Row, set: Partial<Row>): Promise<Row> {
    const after = await changes.write(tx, row, set)
    if (after === undefined)
      throw new AppError('conflict', 'The comment changed at this very moment; send your request again.')
    return after
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
    async patch(id: string, edit: Edit) {
      const found = await findByToken(id, edit.token)
      const { row, editableUntil } = found
      if (!isOpenToAuthor(row)) throw closedWindow()
      const text = changedText(row, edit.patch)
      const articleSlug = found.article.slug
      const own = { addresses, editableUntil }
      if (isSame(row, text)) return toPosted({ ...row, articleSlug }, { ...own, editToken: edit.token ?? '' })

      const { set: judged, verdict } = await judge(found, text, edit)
      const next = newEditToken()
      const at = now()
      const set = { ...judged, editedAt: at, reviewedAt: null, reviewedBy: null, editTokenHash: next.hash }
      const edited = await db.write(async (tx) => {
        const after = await write(tx, row, set)
        await verdict.admit(tx)
        await tx.insert(commentRevisions).values(toRevision(row))
        await changes.record(tx, { before: row, after, at }, { actor: 'author', action: 'edit' })
        return after
      })
      return toPosted({ ...edited, articleSlug }, { ...own, editToken: next.token })
    },

    /** Deletes a comment for its author; gives what is left. Throws `not_found`, `forbidden` (edit_window_closed), `conflict`. */
    async remove(id: string, token: string | undefined): Promise<Comment> {
      const { row, article } = await findByToken(id, token)
      const removed = await db.write(async (tx) => {
        const at = now()
        const set = { ...emptied, status: 'deleted' as const, statusAt: at, previousStatus: row.status }
        const after = await write(tx, row, set)
        await removeTraces(tx, tables, id)
        await changes.record(tx, { before: row, after, at }, { actor: 'author', action: 'delete' })
        return after
      })
      return toComment({ ...removed, articleSlug: article.slug }, addresses)
    },
  } satisfies Edits
}

interface Edits {
  findWaiting(id: string, token: string): Promise<OwnComment | undefined>
  patch(id: string, edit: Edit): Promise<PostedComment>
  remove(id: string, token: string | undefined): Promise<Comment>
}

/** What an author writes of a comment. */
type Text = Pick<Row, 'bodyRaw' | 'authorName' | 'authorUrl'>

const changedText = (row: Row, patch: CommentPatch): Text => ({
  bodyRaw: patch.body === undefined ? row.bodyRaw : capMarks(patch.body),
  authorName: patch.authorName === undefined ? row.authorName : toName(patch.authorName),
  authorUrl: patch.authorUrl === undefined ? row.authorUrl : patch.authorUrl,
})

const isSame = (row: Row, text: Text): boolean =>
  row.bodyRaw === text.bodyRaw && row.authorName === text.authorName && row.authorUrl === text.authorUrl

const toRevision = ({ id, version, bodyRaw, authorName, editedAt, createdAt }: Row) => ({
  commentId: id,
  version,
  raw: bodyRaw,
  authorName,
  at: editedAt ?? createdAt,
})

const closedWindow = (): AppError =>
  new AppError('forbidden', sentence('edit_window_closed'), { code: 'edit_window_closed' })
