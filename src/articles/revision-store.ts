import { and, asc, desc, eq, getTableColumns, lt } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { RevisionAction, Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import { type EditedFields, editedFields } from './revision-content.ts'
import { diffBlocks, diffFields } from './revision-diff.ts'
import type { Revision, RevisionDiff, RevisionListQuery } from './revision-schema.ts'

type ArticleRow = Tables['articles']['$inferSelect']
type RevisionRow = Tables['articleRevisions']['$inferInsert']

/** A revision, and what an editor could write of the article at it. */
interface FoundRevision {
  revision: Revision
  fields: EditedFields
}

/** What a change is called in the history of an article, and who made it; null is the clock. */
export interface Deed {
  actor: Actor | null
  action: RevisionAction
  restoredVersion?: number | undefined
}

/** The version whose revision holds what an article says, once its history has begun. */
export const contentVersionOf = ({ contentVersion, version }: ArticleRow): number => contentVersion ?? version

/** Writing the history of articles, on the transaction of each change. */
export function revisionRows({ articleRevisions, articleAuthors, articleTags, articleSubjects }: Tables) {
  async function fieldsIn(tx: Queries, row: ArticleRow): Promise<EditedFields> {
    const { name, title, organization } = articleAuthors
    const { name: topic, qcode, uri } = articleSubjects
    const [authors, tags, subjects] = [
      await tx
        .select({ name, title, organization })
        .from(articleAuthors)
        .where(eq(articleAuthors.articleId, row.id))
        .orderBy(asc(articleAuthors.position)),
      await tx
        .select({ name: articleTags.name })
        .from(articleTags)
        .where(eq(articleTags.articleId, row.id))
        .orderBy(asc(articleTags.position)),
      await tx
        .select({ name: topic, qcode, uri })
        .from(articleSubjects)
        .where(eq(articleSubjects.articleId, row.id))
        .orderBy(asc(articleSubjects.position)),
    ]
    return editedFields(row, { authors, tags: tags.map((tag) => tag.name), subjects })
  }

  return {
    fieldsIn,

    /** The first revision of an article that is older than its history; nothing for others. Call it before the change. */
    async beginHistory(tx: Queries, row: ArticleRow): Promise<RevisionRow[]> {
      if (row.contentVersion !== null) return []
      const { id: articleId, version, updatedAt: at } = row
      const content = { ...(await fieldsIn(tx, row)) }
      return [{ articleId, version, at, action: 'recorded', contentVersion: version, content }]
    },

    /** Adds the revision of a row as it is now, in one statement. `fields` are given where the change has changed them. */
    async addRevision(
      tx: Queries,
      row: ArticleRow,
      { deed, begun = [], fields }: { deed: Deed; begun?: RevisionRow[]; fields?: EditedFields | undefined },
    ): Promise<void> {
      const { id: articleId, version, updatedAt: at } = row
      const { actor, action, restoredVersion } = deed
      const by = { keyId: actor?.keyId ?? null, keyName: actor?.name ?? null }
      const content = fields && { ...fields }
      const contentVersion = contentVersionOf(row)
      const own = { articleId, version, at, ...by, action, contentVersion, content, restoredVersion }
      await tx.insert(articleRevisions).values([...begun, own])
    },
  }
}

/** What articles could not say yet when the oldest of them were kept. */
const unknownThen = { commentSettings: null }

/** Everything that reads the history of articles; who may is the caller's to know. */
export function revisionReads({ read, tables: { articleRevisions } }: Database, cursors: Cursors) {
  const { content, ...listed } = getTableColumns(articleRevisions)

  const isOne = (articleId: string, version: number) =>
    and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.version, version))

  async function look(articleId: string, version: number): Promise<FoundRevision | undefined> {
    const [row] = await read.select().from(articleRevisions).where(isOne(articleId, version))
    if (row === undefined) return undefined
    const [holder] =
      row.content === null
        ? await read.select().from(articleRevisions).where(isOne(articleId, row.contentVersion))
        : [row]
    // `addRevision` is the only writer of this column. There is no holder where the article was deleted a moment ago.
    return (
      holder && { revision: toRevision(row), fields: { ...unknownThen, ...holder.content } as EditedFields }
    )
  }

  /** One revision, with the fields as they were then. Throws `not_found`. */
  async function find(articleId: string, version: number): Promise<FoundRevision> {
    const found = await look(articleId, version)
    if (found === undefined) throw new AppError('not_found', 'The article has no such revision.')
    return found
  }

  return {
    /** A page of an article's history, newest first. Throws `invalid` for a cursor of another list. */
    async list(
      articleId: string,
      { limit = 20, cursor, count }: RevisionListQuery,
    ): Promise<{ data: Revision[]; page: Page }> {
      const list = `revisions:${articleId}`
      const [after] = cursor === undefined ? [] : cursors.read(list, cursor)
      const isOfArticle = eq(articleRevisions.articleId, articleId)
      const rows = await read
        .select(listed)
        .from(articleRevisions)
        .where(
          and(isOfArticle, after === undefined ? undefined : lt(articleRevisions.version, Number(after))),
        )
        .orderBy(desc(articleRevisions.version))
        .limit(limit + 1)
      const data = rows.slice(0, limit)
      const last = rows.length > limit ? data.at(-1) : undefined
      const next = last === undefined ? null : cursors.write(list, [last.version])
      const total = count === 'exact' ? { total: await read.$count(articleRevisions, isOfArticle) } : {}
      return { data: data.map(toRevision), page: { limit, next, ...total } }
    },

    find,

    /**
     * What changed at a version since the one before, or since the one that is named; null where there is none before.
     * Throws `invalid` for a named one that the article's history does not hold.
     */
    async compare(
      articleId: string,
      { revision, fields }: FoundRevision,
      named: number | undefined,
    ): Promise<RevisionDiff | null> {
      const against = named ?? revision.version - 1
      const other = await look(articleId, against)
      if (other === undefined && named !== undefined) throw noSuchVersion(named)
      if (other === undefined) return null
      return {
        against,
        fields: diffFields(other.fields, fields),
        blocks: diffBlocks(other.fields.body.blocks, fields.body.blocks),
      }
    },
  }
}

function noSuchVersion(version: number): AppError {
  const message = `"against" must be a version that the article's history holds; ${version} is none.`
  return new AppError('invalid', message, {
    errors: [{ in: 'query', pointer: '/against', code: 'unknown', message }],
  })
}

function toRevision(row: Omit<Tables['articleRevisions']['$inferSelect'], 'content'>): Revision {
  const isByClock = row.keyId === null && row.keyName === null
  return {
    version: row.version,
    at: row.at.toISOString(),
    by: isByClock ? null : { id: row.keyId, name: row.keyName },
    action: row.action,
    contentVersion: row.contentVersion,
    restoredVersion: row.restoredVersion,
  }
}
