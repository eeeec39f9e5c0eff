import { eq, inArray } from 'drizzle-orm'
import { chunks } from '../db/chunks.ts'
import type { Database, Queries } from '../db/database.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../db/errors.ts'
import { announceComments } from './announce-store.ts'
import { type ArticleCounter, commentCounts } from './count-store.ts'
import type { ImportedRows } from './import-row.ts'
import { isSeen } from './rules.ts'

export type ImportedComments = ReturnType<typeof importedComments>

/** Where a comment stands that others may answer. */
export interface ImportPlace {
  id: string
  articleId: string
  parentId: string | null
  rootId: string
  depth: number
}

/** What imports find and leave in the tables of comments. */
export function importedComments(
  db: Database,
  { now, articles }: { now: () => Date; articles: ArticleCounter },
) {
  const { tables } = db
  const { comments, commentPii, commentSources } = tables
  const counts = commentCounts(db, articles)

  async function insert(tx: Queries, articleId: string, rows: readonly ImportedRows[]): Promise<void> {
    await tx.insert(comments).values(rows.map(({ comment }) => comment))
    await tx.insert(commentSources).values(rows.map(({ source }) => source))
    const personal = rows.flatMap(({ personalData }) => (personalData === undefined ? [] : [personalData]))
    if (personal.length > 0) await tx.insert(commentPii).values(personal)
    const seen = rows.map(({ comment }) => comment).filter(({ status }) => isSeen(status))
    for (const { parentId = null } of seen) await counts.add(tx, { articleId, parentId }, 1)
    await announceComments(tx, tables, { type: 'comment.published', articleId, comments: seen, at: now() })
  }

  return {
    /** Those that an earlier import has brought, and where they stand; null for one that is gone since. */
    async findKnown(identities: readonly string[]): Promise<Map<string, ImportPlace | null>> {
      const known = new Map<string, ImportPlace | null>()
      const { id, articleId, parentId, rootId, depth } = comments
      for (const some of chunks(identities)) {
        const rows = await db.read
          .select({ identity: commentSources.identity, place: { id, articleId, parentId, rootId, depth } })
          .from(commentSources)
          .leftJoin(comments, eq(comments.id, commentSources.commentId))
          .where(inArray(commentSources.identity, some))
        for (const row of rows) known.set(row.identity, row.place)
      }
      return known
    },

    /** Those of the ids that comments have already, and where these stand. */
    async findPlaces(ids: readonly string[]): Promise<Map<string, ImportPlace>> {
      const places = new Map<string, ImportPlace>()
      const { id, articleId, parentId, rootId, depth } = comments
      for (const some of chunks(ids)) {
        const rows = await db.read
          .select({ id, articleId, parentId, rootId, depth })
          .from(comments)
          .where(inArray(id, some))
        for (const row of rows) places.set(row.id, row)
      }
      return places
    },

    /**
     * Stores comments of one article, those that are answered before their answers: all of them, or none. Gives what kept them
     * out: the article is gone, or another import has brought one of them.
     */
    async insert(articleId: string, rows: readonly ImportedRows[]): Promise<'stored' | 'gone' | 'known'> {
      try {
        await db.write((tx) => insert(tx, articleId, rows))
        return 'stored'
      } catch (err) {
        if (isForeignKeyViolation(err)) return 'gone'
        if (isUniqueViolation(err)) return 'known'
        throw err
      }
    },
  }
}
