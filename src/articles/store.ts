import { eq, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince, type Expected } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import type { NewCorrection } from './action-schema.ts'
import { applyPatch, currentDraft } from './draft.ts'
import { requireNotOver, requireScheduleWithin } from './expiry.ts'
import { requireLastingPictures, requireOwnPictures } from './pictures-store.ts'
import type { View } from './published.ts'
import { articleReads } from './read-store.ts'
import { relatedArticles } from './related-store.ts'
import { contentOf } from './revision-content.ts'
import { type Deed, revisionReads } from './revision-store.ts'
import { requireRightsUntil } from './rights-store.ts'
import { type ArticleRow, articleRows, type RowDeps } from './row-store.ts'
import { type ArticleStep, actionOf, requireCorrectable, standingAfter } from './rules.ts'
import type { ArticlePatch, NewArticle } from './schema.ts'
import type { Addresses, BareArticle } from './wire.ts'

export type { ArticleRow } from './row-store.ts'
export type ArticleStore = ReturnType<typeof articleStore>

export interface ArticleDeps extends RowDeps {
  addresses: Addresses
  cursors: Cursors
}

/** Who changes an article, and which version of it. */
export interface Access {
  expected: Expected
  actor: Actor
}

/** Articles: reads as in `read-store.ts`, and every write, each in one transaction. */
export function articleStore(db: Database, deps: ArticleDeps) {
  const { now } = deps
  const { tables } = db
  const { articles } = tables
  const reads = articleReads(db, deps)
  const rows = articleRows(db, deps)
  const { insertArticle, patchArticle, moveArticle, findForUpdate } = rows
  const { relatedIds } = relatedArticles(db)
  const revisions = revisionReads(db, deps.cursors)
  const countComments = db.prepareWrite('article_count_comments', (tx) =>
    tx
      .update(articles)
      .set({ commentCount: sql`${articles.commentCount} + ${sql.placeholder('difference')}` })
      .where(eq(articles.id, sql.placeholder('articleId'))),
  )

  /** Takes a row that was read on this transaction one step on. Throws `conflict`, `stale`, `unprocessable`. */
  async function act(
    tx: Queries,
    row: ArticleRow,
    { step, actor }: { step: ArticleStep; actor: Actor },
  ): Promise<ArticleRow> {
    const set = standingAfter(step, row, now())
    if (set === undefined) return row
    if (step.action === 'publish') requireNotOver(row, now())
    if (step.action === 'schedule') requireScheduleWithin(step.publishAt, row)
    const moved = await moveArticle(tx, row, { set, deed: { actor, action: actionOf(step) } })
    if (step.action === 'schedule')
      await requireRightsUntil(tx, tables, { articleId: row.id, publishAt: step.publishAt })
    return moved
  }

  /** One transaction in which an article is read, patched, and written. */
  async function edit(
    id: string,
    { patch, expected, deed }: { patch: ArticlePatch; expected: Expected; deed: Deed & { actor: Actor } },
    requirePictures: typeof requireOwnPictures,
  ): Promise<ArticleRow> {
    const article = await reads.find(id, { actor: deed.actor, now: now() })
    return db.write(async (tx) => {
      const row = await findForUpdate(tx, id, expected)
      if (row.version !== article.version) throw changedSince(row.version)
      const draft = applyPatch(currentDraft(article, row), patch)
      await requirePictures(tx, tables, { articleId: id, blocks: draft.blocks, before: row.blocks })
      return patchArticle(tx, row, { draft, slug: patch.slug, deed })
    })
  }

  return {
    ...reads,

    revisions,

    /** Articles related to one, the nearest first, without their bodies unless they are wanted. */
    async listRelated(
      article: Pick<ArticleRow, 'id' | 'sectionKey'>,
      { limit, withBody, view }: { limit: number; withBody: boolean; view: View },
    ): Promise<BareArticle[]> {
      const ids = await relatedIds(article, { limit, view })
      if (ids.length === 0) return []
      const { data } = await reads.list({ ids, limit }, { view, withBody })
      return data.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
    },

    /** Work on a transaction of a higher slice; the functions below wrap it in one of their own. */
    within: { insertArticle, patchArticle, act, removeArticle: rows.removeArticle },

    /** Makes a draft. A derived slug that is taken meanwhile is derived again. Throws `conflict`, `unprocessable`. */
    async create(input: NewArticle, actor: Actor): Promise<ArticleRow> {
      const insert = () => db.write((tx) => insertArticle(tx, input, actor))
      return retryOnTakenSlug(insert, input.slug)
    },

    /** Applies a merge patch. Throws `not_found`, `precondition_required`, `stale`, `conflict`, `unprocessable`. */
    async patch(
      id: string,
      { patch, expected, actor }: Access & { patch: ArticlePatch },
    ): Promise<ArticleRow> {
      const change = { patch, expected, deed: { actor, action: 'edited' } } as const
      return refuseTakenSlug(() => edit(id, change, requireOwnPictures), patch.slug)
    },

    /**
     * Gives an article the content of one of its revisions, as a new version. Throws as `patch` does; `conflict` where another
     * article has the slug, or a picture is gone.
     */
    async restore(
      id: string,
      { version, expected, actor }: Access & { version: number },
    ): Promise<ArticleRow> {
      const { content } = contentOf((await revisions.find(id, version)).fields)
      const deed = { actor, action: 'restored', restoredVersion: version } as const
      try {
        return await edit(id, { patch: content, expected, deed }, requireLastingPictures)
      } catch (err) {
        if (!isUniqueViolation(err)) throw err
        const message = `Version ${version} had the slug "${content.slug}", which is another article's now; change that one first.`
        throw new AppError('conflict', message, { cause: err })
      }
    },

    /** Deletes an article with all that hangs on it. Throws `not_found`, `precondition_required`, `stale`. */
    async remove(id: string, expected: Expected): Promise<void> {
      await db.write(async (tx) => rows.removeArticle(tx, await findForUpdate(tx, id, expected)))
    },

    /** Publishes, schedules or takes back; where it is already so, nothing changes. Throws as `patch` does. */
    async perform(step: ArticleStep, id: string, { expected, actor }: Access): Promise<ArticleRow> {
      return db.write(async (tx) => act(tx, await findForUpdate(tx, id, expected), { step, actor }))
    },

    /** Adds a correction to what readers see, or saw. Throws `conflict`, and as `perform` does. */
    async correct(correction: NewCorrection, id: string, { expected, actor }: Access): Promise<ArticleRow> {
      return db.write(async (tx) => {
        const row = await findForUpdate(tx, id, expected)
        requireCorrectable(row)
        return rows.correctArticle(tx, row, { correction, actor })
      })
    },

    /** Counts of an article's comments changed by so much; part of the comment's own transaction. */
    async addToCommentCount(tx: Queries, articleId: string, difference: number): Promise<void> {
      if (difference !== 0) await countComments(tx, { articleId, difference })
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
