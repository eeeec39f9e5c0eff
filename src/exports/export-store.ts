import { and, asc, eq, gt } from 'drizzle-orm'
import { present, type RelatedReaders } from '../articles/present.ts'
import type { ArticleStore } from '../articles/store.ts'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { Actor } from '../http/actor.ts'

export type ExportStore = ReturnType<typeof exportStore>

interface Deps {
  articles: ArticleStore
  related: Pick<RelatedReaders, 'leadMedia' | 'pictures' | 'withheld' | 'mediaCredits' | 'quotes'>
  now: () => Date
}

/** An article with its credits and quotes as the API shows them to `actor`, and what of its row the API does not tell. */
export interface ExportedArticle {
  article: Record<string, unknown>
  row: Pick<Tables['articles']['$inferSelect'], 'id' | 'slug' | 'canonicalUrl' | 'status' | 'publishedAt'>
}

/** What of a comment leaves the house: no personal data, whoever asks. */
export type ExportedComment = Pick<
  Tables['comments']['$inferSelect'],
  | 'id'
  | 'articleId'
  | 'parentId'
  | 'inReplyTo'
  | 'status'
  | 'authorName'
  | 'authorUrl'
  | 'isStaff'
  | 'bodyRaw'
  | 'bodyHtml'
  | 'createdAt'
  | 'editedAt'
>

const pageSize = { articles: 100, comments: 500 }

/** Everything there is, a page at a time: no statement stays open while whoever reads is slow. */
export function exportStore(db: Database, { articles, related, now }: Deps) {
  const { articles: articleTable, comments } = db.tables

  async function show(id: string, actor: Actor): Promise<Record<string, unknown>> {
    const view = { actor, now: now() }
    const article = await articles.find(id, view)
    const [shown] = await present([article], { include: ['mediaCredits', 'quotes'] }, { view, related })
    return { ...shown }
  }

  return {
    /** All articles in the order in which they were made; one that is deleted meanwhile is left out. */
    async *articles(actor: Actor): AsyncGenerator<ExportedArticle> {
      const { id, slug, canonicalUrl, status, publishedAt } = articleTable
      for (let after = ''; ; ) {
        const rows = await db.read
          .select({ id, slug, canonicalUrl, status, publishedAt })
          .from(articleTable)
          .where(gt(id, after))
          .orderBy(asc(id))
          .limit(pageSize.articles)
        for (const row of rows) {
          const article = await show(row.id, actor).catch(whereGone)
          if (article !== undefined) yield { article, row }
        }
        const last = rows.at(-1)
        if (last === undefined || rows.length < pageSize.articles) return
        after = last.id
      }
    },

    /** All comments of an article, in every state. */
    async *comments(articleId: string): AsyncGenerator<ExportedComment> {
      const { id } = comments
      const columns = {
        id,
        articleId: comments.articleId,
        parentId: comments.parentId,
        inReplyTo: comments.inReplyTo,
        status: comments.status,
        authorName: comments.authorName,
        authorUrl: comments.authorUrl,
        isStaff: comments.isStaff,
        bodyRaw: comments.bodyRaw,
        bodyHtml: comments.bodyHtml,
        createdAt: comments.createdAt,
        editedAt: comments.editedAt,
      }
      for (let after = ''; ; ) {
        const rows = await db.read
          .select(columns)
          .from(comments)
          .where(and(eq(comments.articleId, articleId), gt(id, after)))
          .orderBy(asc(id))
          .limit(pageSize.comments)
        yield* rows
        const last = rows.at(-1)
        if (last === undefined || rows.length < pageSize.comments) return
        after = last.id
      }
    },
  }
}

function whereGone(err: unknown): undefined {
  if (err instanceof Error && 'kind' in err && (err.kind === 'not_found' || err.kind === 'gone'))
    return undefined
  throw err
}
