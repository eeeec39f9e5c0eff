import { and, eq, gte, lt } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { appendChanges } from '../db/outbox.ts'
import type { Tables } from '../db/schema.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince, type Expected, requireVersion } from '../http/conditional.ts'
import { newId } from '../ids.ts'
import { foldName } from '../text/names.ts'
import { slugOf } from '../text/slug.ts'
import type { NewCorrection } from './action-schema.ts'
import { disclosureOf, type ToldChange, toldChange, toldRemoval } from './disclosure.ts'
import { type Draft, toColumns, toDraft } from './draft.ts'
import { formerKind, type Kind, kindOf } from './entitled.ts'
import { requireTimeToBeSeen } from './expiry.ts'
import { requireOwnPictures } from './pictures-store.ts'
import { isOver } from './published.ts'
import { nothingHere } from './read-store.ts'
import type { RewriteRendition } from './rendition-store.ts'
import { editedFields } from './revision-content.ts'
import { contentVersionOf, type Deed, revisionRows } from './revision-store.ts'
import { deriveSlug, standingAfterExpiry } from './rules.ts'
import type { NewArticle } from './schema.ts'
import { subjectKey } from './subject.ts'

export type ArticleRow = Tables['articles']['$inferSelect']

export interface RowDeps {
  now: () => Date
  /** Called in the article's own transaction whenever its body or the names around it changed. */
  onBodyChanged: (tx: Queries, article: ArticleRow) => Promise<void>
  rewriteRendition: RewriteRendition
}

/** Writes what readers are shown of an article, and that it changed, where there is that to tell; call it last. */
export async function tellOfArticle(
  tx: Queries,
  { tables, rewriteRendition }: { tables: Tables; rewriteRendition: RewriteRendition },
  { told: { type, isEmbargoed }, row, at, former }: ArticleNews,
): Promise<void> {
  if (type === undefined) return
  const { id, version } = row
  await rewriteRendition(tx, id)
  await appendChanges(tx, tables, [
    { type, resource: 'article', resourceId: id, articleId: id, version, at, former, isEmbargoed },
  ])
}

/** What is to be told of an article; `former` for partners, whom it left or came to. */
interface ArticleNews {
  told: ToldChange
  row: Pick<ArticleRow, 'id' | 'version'>
  at: Date
  former?: Kind | undefined
}

/** Writing rows of articles, with the names and addresses that hang on them, on a transaction of the caller's. */
export function articleRows({ tables }: Database, { now, onBodyChanged, rewriteRendition }: RowDeps) {
  const { articles, articleAuthors, articleTags, articleSubjects, corrections, formerSlugs } = tables
  const { addRevision, beginHistory, fieldsIn } = revisionRows(tables)

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

  /** The old address goes on leading to the article; an article of its own has the right to the new one. */
  async function moveSlug(tx: Queries, row: ArticleRow, slug: string): Promise<void> {
    await tx.delete(formerSlugs).where(eq(formerSlugs.slug, slug))
    await tx.insert(formerSlugs).values({ slug: row.slug, articleId: row.id }).onConflictDoNothing()
  }

  const tell = (tx: Queries, told: ToldChange, row: Pick<ArticleRow, 'id' | 'version'>, former?: Kind) =>
    tellOfArticle(tx, { tables, rewriteRendition }, { told, row, at: now(), former })

  /**
   * The next version of a row, if it still is the one that was read, with what readers are told of it. Its revision is the
   * caller's to add. Throws `stale`.
   */
  async function updateRow(tx: Queries, row: ArticleRow, set: Partial<ArticleRow>): Promise<ArticleRow> {
    const at = now()
    const next = { ...row, ...set }
    const standing = next.status === 'published' && isOver(next, at) ? standingAfterExpiry(next) : {}
    const [updated] = await tx
      .update(articles)
      .set({
        contentVersion: contentVersionOf(row),
        ...set,
        ...standing,
        ...disclosureOf(row, { ...next, ...standing }, at),
        version: row.version + 1,
        updatedAt: at,
      })
      .where(and(eq(articles.id, row.id), eq(articles.version, row.version)))
      .returning()
    if (updated === undefined) throw changedSince()
    return updated
  }

  return {
    async insertArticle(tx: Queries, input: NewArticle, actor: Actor): Promise<ArticleRow> {
      const draft = toDraft(input)
      requireTimeToBeSeen({ ...draft, publishAt: null, publishedAt: null })
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
          contentVersion: 1,
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
      await addRevision(tx, row, { deed: { actor, action: 'created' }, fields: editedFields(row, draft) })
      await onBodyChanged(tx, row)
      return row
    },

    /** Gives a row that was read on this transaction the fields of a draft. Throws `stale`. */
    async patchArticle(
      tx: Queries,
      row: ArticleRow,
      { draft, slug = row.slug, deed }: { draft: Draft; slug?: string | undefined; deed: Deed },
    ): Promise<ArticleRow> {
      requireTimeToBeSeen({ ...row, ...draft })
      const begun = await beginHistory(tx, row)
      const updated = await updateRow(tx, row, { ...toColumns(draft), slug, contentVersion: row.version + 1 })
      if (slug !== row.slug) await moveSlug(tx, row, slug)
      await replaceParts(tx, row.id, draft)
      await addRevision(tx, updated, { deed, begun, fields: editedFields(updated, draft) })
      const read = ['headline', 'summary', 'bodyText'] as const
      if (read.some((name) => updated[name] !== row[name])) await onBodyChanged(tx, updated)
      const what = deed.action === 'corrected' ? deed.action : 'updated'
      await tell(
        tx,
        toldChange(row, updated, { at: updated.updatedAt, what }),
        updated,
        formerKind(row, updated),
      )
      return updated
    },

    /** Gives a row a new standing; of the fields that an editor writes, it closes the comments at most. Throws `stale`. */
    async moveArticle(
      tx: Queries,
      row: ArticleRow,
      { set, deed }: { set: Partial<ArticleRow>; deed: Deed },
    ): Promise<ArticleRow> {
      const begun = await beginHistory(tx, row)
      const isEdit = set.commentsOpen !== undefined && set.commentsOpen !== row.commentsOpen
      const updated = await updateRow(tx, row, isEdit ? { ...set, contentVersion: row.version + 1 } : set)
      const fields = isEdit ? await fieldsIn(tx, updated) : undefined
      await addRevision(tx, updated, { deed, begun, fields })
      await tell(tx, toldChange(row, updated, { at: updated.updatedAt }), updated, formerKind(row, updated))
      return updated
    },

    /** Adds a correction to a row that was read on this transaction. Throws `stale`. */
    async correctArticle(
      tx: Queries,
      row: ArticleRow,
      { correction: { kind, text }, actor }: { correction: NewCorrection; actor: Actor },
    ): Promise<ArticleRow> {
      const begun = await beginHistory(tx, row)
      const updated = await updateRow(tx, row, {})
      await addRevision(tx, updated, { deed: { actor, action: 'corrected' }, begun })
      const createdAt = updated.updatedAt
      await tx.insert(corrections).values({ id: newId(), articleId: row.id, kind, text, createdAt })
      await tell(tx, toldChange(row, updated, { at: createdAt, what: 'corrected' }), updated)
      return updated
    },

    /** Deletes a row that was read on this transaction, with all that hangs on it. Throws `stale`. */
    async removeArticle(tx: Queries, row: ArticleRow): Promise<void> {
      const [removed] = await tx
        .delete(articles)
        .where(and(eq(articles.id, row.id), eq(articles.version, row.version)))
        .returning({ id: articles.id })
      if (removed === undefined) throw changedSince()
      await tell(tx, toldRemoval(row, now()), { ...row, version: row.version + 1 }, kindOf(row))
    },

    /** The row to change, in the transaction that changes it. Throws `not_found`, `precondition_required`, `stale`. */
    async findForUpdate(tx: Queries, id: string, expected: Expected): Promise<ArticleRow> {
      const [row] = await tx.select().from(articles).where(eq(articles.id, id))
      if (row === undefined) throw nothingHere()
      requireVersion(expected, row.version)
      return row
    },
  }
}
