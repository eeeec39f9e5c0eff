import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { appendChanges } from '../db/outbox.ts'
import type { ChangeType, Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince, type Expected, requireVersion } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import { newId } from '../ids.ts'
import { foldName } from '../text/names.ts'
import { slugOf } from '../text/slug.ts'
import { applyPatch, currentDraft, type Draft, toColumns, toDraft } from './draft.ts'
import { requireOwnPictures } from './pictures-store.ts'
import { articleReads, nothingHere } from './read-store.ts'
import { type ArticleAction, deriveSlug, nextStatus } from './rules.ts'
import type { ArticlePatch, NewArticle } from './schema.ts'
import { subjectKey } from './subject.ts'
import type { Addresses } from './wire.ts'

export type ArticleRow = Tables['articles']['$inferSelect']
export type ArticleStore = ReturnType<typeof articleStore>

export interface ArticleDeps {
  now: () => Date
  addresses: Addresses
  cursors: Cursors
  /** Called in the article's own transaction whenever its body or the names around it changed. */
  onBodyChanged: (tx: Queries, article: ArticleRow) => Promise<void>
}

/** Articles: reads as in `read-store.ts`, and every write, each in one transaction. */
export function articleStore(db: Database, deps: ArticleDeps) {
  const { now, onBodyChanged } = deps
  const { tables } = db
  const { articles, articleAuthors, articleTags, articleSubjects, formerSlugs } = tables
  const reads = articleReads(db, deps)

  async function insertArticle(tx: Queries, input: NewArticle, actor: Actor): Promise<ArticleRow> {
    const draft = toDraft(input)
    const id = newId()
    await requireOwnPictures(tx, tables, { articleId: id, blocks: draft.blocks })
    const slug = input.slug ?? (await freeSlug(tx, draft.headline, id))
    const at = now()
    const [row] = await tx
      .insert(articles)
      .values({
        id,
        slug,
        status: 'draft',
        version: 1,
        ...toColumns(draft),
        commentCount: 0,
        createdAt: at,
        updatedAt: at,
        createdBy: actor.keyId,
      })
      .returning()
    if (row === undefined) throw new Error('An inserted article was not returned.')
    await tx.delete(formerSlugs).where(eq(formerSlugs.slug, slug))
    await insertParts(tx, id, draft)
    await onBodyChanged(tx, row)
    return row
  }

  /** Slugs that begin like the headline's, in use now or formerly: `-` is the character before `.`. */
  async function freeSlug(tx: Queries, headline: string, id: string): Promise<string> {
    const base = slugOf(headline)
    const like = (column: typeof articles.slug | typeof formerSlugs.slug) =>
      and(gte(column, base), lt(column, `${base}.`))
    const inUse = await tx.select({ slug: articles.slug }).from(articles).where(like(articles.slug))
    const former = await tx.select({ slug: formerSlugs.slug }).from(formerSlugs).where(like(formerSlugs.slug))
    return deriveSlug(headline, id, new Set([...inUse, ...former].map((row) => row.slug)))
  }

  async function insertParts(tx: Queries, articleId: string, draft: Draft): Promise<void> {
    const named = (name: string, position: number) => ({ articleId, position, name, nameKey: foldName(name) })
    const authors = draft.authors.map((author, i) => ({ ...author, ...named(author.name, i) }))
    const tags = draft.tags.map(named)
    const subjects = draft.subjects.map((subject, i) => ({
      ...subject,
      ...named(subject.name, i),
      subjectKey: subjectKey(subject),
    }))
    if (authors.length > 0) await tx.insert(articleAuthors).values(authors)
    if (tags.length > 0) await tx.insert(articleTags).values(tags)
    if (subjects.length > 0) await tx.insert(articleSubjects).values(subjects)
  }

  async function replaceParts(tx: Queries, articleId: string, draft: Draft): Promise<void> {
    await tx.delete(articleAuthors).where(eq(articleAuthors.articleId, articleId))
    await tx.delete(articleTags).where(eq(articleTags.articleId, articleId))
    await tx.delete(articleSubjects).where(eq(articleSubjects.articleId, articleId))
    await insertParts(tx, articleId, draft)
  }

  /** The next version of a row, if it still is the one that was read. Throws `stale`. */
  async function updateRow(tx: Queries, row: ArticleRow, set: Partial<ArticleRow>): Promise<ArticleRow> {
    const [updated] = await tx
      .update(articles)
      .set({ ...set, version: row.version + 1, updatedAt: now() })
      .where(and(eq(articles.id, row.id), eq(articles.version, row.version)))
      .returning()
    if (updated === undefined) throw changedSince()
    return updated
  }

  async function patchArticle(
    tx: Queries,
    row: ArticleRow,
    { draft, slug = row.slug }: { draft: Draft; slug?: string | undefined },
  ) {
    const updated = await updateRow(tx, row, { ...toColumns(draft), slug })
    if (slug !== row.slug) await moveSlug(tx, row, slug)
    await replaceParts(tx, row.id, draft)
    if (updated.bodyText !== row.bodyText || updated.headline !== row.headline)
      await onBodyChanged(tx, updated)
    if (updated.status === 'published') await announce(tx, 'article.updated', updated)
    return updated
  }

  /** The old address goes on leading to the article; an article of its own has the right to the new one. */
  async function moveSlug(tx: Queries, row: ArticleRow, slug: string): Promise<void> {
    await tx.delete(formerSlugs).where(eq(formerSlugs.slug, slug))
    await tx.insert(formerSlugs).values({ slug: row.slug, articleId: row.id }).onConflictDoNothing()
  }

  const announce = (tx: Queries, type: ChangeType, row: ArticleRow) =>
    appendChanges(tx, tables, [
      { type, resource: 'article', resourceId: row.id, articleId: row.id, version: row.version, at: now() },
    ])

  /** The row to change, in the transaction that changes it. Throws `not_found`, `precondition_required`, `stale`. */
  async function findForUpdate(tx: Queries, id: string, expected: Expected): Promise<ArticleRow> {
    const [row] = await tx.select().from(articles).where(eq(articles.id, id))
    if (row === undefined) throw nothingHere()
    requireVersion(expected, row.version)
    return row
  }

  async function act(tx: Queries, row: ArticleRow, action: ArticleAction): Promise<ArticleRow> {
    const status = nextStatus(action, row.status)
    if (status === undefined) return row
    const publishedAt = status === 'published' ? (row.publishedAt ?? now()) : row.publishedAt
    const updated = await updateRow(tx, row, { status, publishedAt, publishAt: null })
    const wasSeen = row.status === 'published' || status === 'published'
    if (wasSeen)
      await announce(tx, status === 'published' ? 'article.published' : 'article.unpublished', updated)
    return updated
  }

  return {
    ...reads,

    /** Work on a transaction of a higher slice; the functions below wrap it in one of their own. */
    within: { insertArticle, patchArticle, act, updateRow },

    /** Makes a draft. A derived slug that is taken meanwhile is derived again. Throws `conflict`, `unprocessable`. */
    async create(input: NewArticle, actor: Actor): Promise<ArticleRow> {
      const insert = () => db.write((tx) => insertArticle(tx, input, actor))
      return retryOnTakenSlug(insert, input.slug)
    },

    /** Applies a merge patch. Throws `not_found`, `precondition_required`, `stale`, `conflict`, `unprocessable`. */
    async patch(
      id: string,
      { patch, expected, actor }: { patch: ArticlePatch; expected: Expected; actor: Actor },
    ): Promise<ArticleRow> {
      const article = await reads.find(id, { actor, now: now() })
      const update = () =>
        db.write(async (tx) => {
          const row = await findForUpdate(tx, id, expected)
          if (row.version !== article.version) throw changedSince(row.version)
          const draft = applyPatch(currentDraft(article, row), patch)
          await requireOwnPictures(tx, tables, { articleId: id, blocks: draft.blocks, before: row.blocks })
          return patchArticle(tx, row, { draft, slug: patch.slug })
        })
      return refuseTakenSlug(update, patch.slug)
    },

    /** Deletes an article with all that hangs on it. Throws `not_found`, `precondition_required`, `stale`. */
    async remove(id: string, expected: Expected): Promise<void> {
      await db.write(async (tx) => {
        const row = await findForUpdate(tx, id, expected)
        const [removed] = await tx
          .delete(articles)
          .where(and(eq(articles.id, id), eq(articles.version, row.version)))
          .returning({ id: articles.id })
        if (removed === undefined) throw changedSince()
        if (row.status === 'published')
          await announce(tx, 'article.deleted', { ...row, version: row.version + 1 })
      })
    },

    /** Publishes or unpublishes; where it is already so, nothing changes. Throws as `patch` does. */
    async perform(action: ArticleAction, id: string, expected: Expected): Promise<ArticleRow> {
      return db.write(async (tx) => act(tx, await findForUpdate(tx, id, expected), action))
    },

    /** Counts of an article's comments changed by so much; part of the comment's own transaction. */
    async addToCommentCount(tx: Queries, articleId: string, difference: number): Promise<void> {
      if (difference === 0) return
      await tx
        .update(articles)
        .set({ commentCount: sql`${articles.commentCount} + ${difference}` })
        .where(eq(articles.id, articleId))
    },
  }
}

const slugTaken = (slug: string, cause: unknown): AppError => {
  const message = `The slug "${slug}" is taken.`
  return new AppError('conflict', message, {
    cause,
    errors: [{ in: 'body', pointer: '/slug', code: 'duplicate', message }],
  })
}

async function refuseTakenSlug<T>(work: () => Promise<T>, slug: string | undefined): Promise<T> {
  try {
    return await work()
  } catch (err) {
    if (slug !== undefined && isUniqueViolation(err)) throw slugTaken(slug, err)
    throw err
  }
}

/** Writers side by side may derive one slug from one headline; each failure leaves the next number to the next try. */
async function retryOnTakenSlug<T>(work: () => Promise<T>, given: string | undefined): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (err) {
      if (!isUniqueViolation(err)) throw err
      if (given !== undefined) throw slugTaken(given, err)
      if (tries === 30)
        throw new AppError('conflict', 'Too many articles with this headline are made at once; try again.', {
          cause: err,
        })
    }
  }
}
