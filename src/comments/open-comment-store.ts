import { eq } from 'drizzle-orm'
import { isPublicArticle } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import { opens } from './edit-token.ts'
import { noSuchComment } from './read-store.ts'
import type { Reader } from './reader.ts'
import { isSeen } from './rules.ts'
import type { Hashes } from './sender.ts'
import { type CommentSettings, settingsOf } from './settings.ts'

export interface ReaderDeps {
  now: () => Date
  hashes: Hashes
  settings: { comments(): Promise<CommentSettings> }
}

/** Finds the comments that readers may act on: those that everybody sees. */
export function openComments(db: Database, { now, hashes, settings }: ReaderDeps) {
  const { comments, articles, commentPii } = db.tables

  return {
    /** A published comment, with what holds for it and whether it is this reader's own. Throws `not_found`. */
    async find(id: string, reader: Reader) {
      const { status, embargoUntil, expiresAt, commentSettings } = articles
      const [found] = await db.read
        .select({
          status: comments.status,
          editTokenHash: comments.editTokenHash,
          author: commentPii.readerKey,
          article: { status, embargoUntil, expiresAt, commentSettings },
        })
        .from(comments)
        .innerJoin(articles, eq(articles.id, comments.articleId))
        .leftJoin(commentPii, eq(commentPii.commentId, comments.id))
        .where(eq(comments.id, id))
      if (found === undefined || !isSeen(found.status) || !isPublicArticle(found.article, now()))
        throw noSuchComment()
      const readerKey = hashes.readerKey(id, reader)
      return {
        readerKey,
        isOwn: found.author === readerKey || opens(reader.token, found.editTokenHash),
        settings: settingsOf(await settings.comments(), found.article.commentSettings),
      }
    },
  }
}
