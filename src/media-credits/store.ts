import { count, eq, inArray, max, type SQL } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import { isVisibleArticle } from '../articles/published.ts'
import type { RewriteRendition } from '../articles/rendition-store.ts'
import { requireRightsToReach } from '../articles/rights.ts'
import { searchStore } from '../articles/search-store.ts'
import type { ArticleRow } from '../articles/store.ts'
import type { Database, Queries } from '../db/database.ts'
import { appendChanges, type NewChange } from '../db/outbox.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { type Expected, requireVersion } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import { applyPatch, currentDraft, isSameDraft, toDraft } from './draft.ts'
import { creditHolderReads } from './holder-store.ts'
import { mediaCreditReads, nothingHere } from './read-store.ts'
import { type CreditRow, creditRows } from './row-store.ts'
import { planCredits } from './rules.ts'
import type { CreditInput, MediaCredit, MediaCreditPatch, NewMediaCredit } from './schema.ts'
import { toMediaCredit } from './wire.ts'

export type MediaCreditStore = ReturnType<typeof mediaCreditStore>

export interface MediaCreditDeps {
  now: () => Date
  cursors: Cursors
  /** Called in the credit's own transaction when a caption changed: captions introduce the people who are quoted. */
  onCaptionsChanged: (tx: Queries, article: ArticleRow) => Promise<void>
  rewriteRendition: RewriteRendition
}

/**
 * Media credits: reads as in `read-store.ts`, and every write, each in one transaction. Who writes an article's credits
 * holds the article's row meanwhile, so that their order, and which one leads, are decided by one writer at a time.
 */
export function mediaCreditStore(
  db: Database,
  { now, cursors, onCaptionsChanged, rewriteRendition }: MediaCreditDeps,
) {
  const { tables } = db
  const { articles, mediaCredits } = tables
  const search = searchStore(db)
  const { changesOf, insertRow, updateRow, removeRow, giveWay } = creditRows(db, now)

  const hold = (tx: Queries, condition: SQL): Promise<ArticleRow | undefined> =>
    holdArticle(tx, tables, condition)

  /** Everything that is made of an article's credits follows them: its search, what readers are shown, the change log. */
  async function tell(tx: Queries, { id }: ArticleRow, changes: readonly NewChange[]): Promise<void> {
    await search.refresh(tx, id)
    if (changes.length > 0) await rewriteRendition(tx, id)
    await appendChanges(tx, tables, changes)
  }

  /** Adds one credit behind the others; the first of an article leads unless said. */
  async function addCredit(tx: Queries, article: ArticleRow, input: CreditInput) {
    const [last] = await tx
      .select({ total: count(), position: max(mediaCredits.position) })
      .from(mediaCredits)
      .where(eq(mediaCredits.articleId, article.id))
    const draft = toDraft(input, last === undefined || last.total === 0 ? 'lead' : 'inline')
    requireRightsToReach(draft.rightsExpireAt, article)
    const row = await insertRow(tx, article, { ...draft, position: (last?.position ?? -1) + 1 })
    const changes = [...(await giveWay(tx, article, row)), ...changesOf(article, undefined, row)]
    return { row, changes }
  }

  /** Adds credits to an article that the caller's transaction made or holds, in this order. Throws `unprocessable`. */
  async function insertCredits(
    tx: Queries,
    article: ArticleRow,
    list: readonly CreditInput[],
  ): Promise<CreditRow[]> {
    const added: Awaited<ReturnType<typeof addCredit>>[] = []
    for (const input of list) added.push(await addCredit(tx, article, input))
    const changes = added.flatMap((one) => one.changes)
    await tell(tx, article, changes)
    return added.map((one) => one.row)
  }

  /**
   * Makes these the credits of an article, in this order: what is the same keeps its id and version, what changed is changed
   * in place, the rest goes. What an input leaves out stays as it was. Throws `unprocessable`.
   */
  async function replaceCredits(
    tx: Queries,
    { id }: Pick<ArticleRow, 'id'>,
    list: readonly CreditInput[],
  ): Promise<CreditRow[]> {
    const article = await hold(tx, eq(articles.id, id))
    if (article === undefined) throw nothingHere()
    const rows = await tx
      .select()
      .from(mediaCredits)
      .where(eq(mediaCredits.articleId, id))
      .orderBy(mediaCredits.position, mediaCredits.id)
    const planned = planCredits(rows, list)
    const changes: NewChange[] = []
    for (const row of rows.filter((row) => !planned.some((plan) => plan.row?.id === row.id))) {
      await removeRow(tx, row)
      changes.push(...changesOf(article, row, undefined))
    }
    const kept: CreditRow[] = []
    for (const { row, draft, position } of planned) {
      if (row !== undefined && row.position === position && isSameDraft(currentDraft(row), draft)) {
        kept.push(row)
        continue
      }
      requireRightsToReach(draft.rightsExpireAt, article)
      const place = { ...draft, position }
      const after = await (row === undefined ? insertRow(tx, article, place) : updateRow(tx, row, place))
      changes.push(...changesOf(article, row, after))
      kept.push(after)
    }
    await tell(tx, article, changes)
    return kept
  }

  /** A credit and its article, held, for one who may see the article. Throws `not_found` and as `requireVersion`. */
  async function findForUpdate(tx: Queries, id: string, { expected, actor }: Access) {
    const articleId = tx
      .select({ id: mediaCredits.articleId })
      .from(mediaCredits)
      .where(eq(mediaCredits.id, id))
    const article = await hold(tx, inArray(articles.id, articleId))
    if (article === undefined || !isVisibleArticle(article, { actor, now: now() })) throw nothingHere()
    const [row] = await tx.select().from(mediaCredits).where(eq(mediaCredits.id, id))
    if (row === undefined) throw nothingHere()
    requireVersion(expected, row.version)
    return { row, article }
  }

  interface Access {
    expected: Expected
    actor: Actor
  }

  return {
    ...mediaCreditReads(db, cursors),
    ...creditHolderReads(db, cursors),

    /** Work on a transaction of a higher slice; both append their changes, and leave quotes to the caller. */
    within: { insertCredits, replaceCredits },

    /** Adds a credit to an article the caller may see. Throws `unprocessable`. */
    async create(input: NewMediaCredit, actor: Actor): Promise<MediaCredit> {
      return db.write(async (tx) => {
        const article = await hold(tx, eq(articles.id, input.articleId))
        if (article === undefined || !isVisibleArticle(article, { actor, now: now() })) throw noSuchArticle()
        const { row, changes } = await addCredit(tx, article, input)
        if (row.caption !== null) await onCaptionsChanged(tx, article)
        await tell(tx, article, changes)
        return toMediaCredit(row)
      })
    },

    /** Applies a merge patch. Throws `not_found`, `precondition_required`, `stale`, `unprocessable`. */
    async patch(
      id: string,
      { patch, ...access }: Access & { patch: MediaCreditPatch },
    ): Promise<MediaCredit> {
      return db.write(async (tx) => {
        const { row, article } = await findForUpdate(tx, id, access)
        const draft = applyPatch(currentDraft(row), patch)
        // An article may be published after a right has ended; that must not stand in the way of other changes.
        if (patch.rightsExpireAt !== undefined) requireRightsToReach(draft.rightsExpireAt, article)
        const updated = await updateRow(tx, row, { ...draft })
        const changes = [...(await giveWay(tx, article, updated)), ...changesOf(article, row, updated)]
        if (updated.caption !== row.caption) await onCaptionsChanged(tx, article)
        await tell(tx, article, changes)
        return toMediaCredit(updated)
      })
    },

    /** Throws `not_found`, `precondition_required`, `stale`. */
    async remove(id: string, access: Access): Promise<void> {
      await db.write(async (tx) => {
        const { row, article } = await findForUpdate(tx, id, access)
        await removeRow(tx, row)
        if (row.caption !== null) await onCaptionsChanged(tx, article)
        await tell(tx, article, changesOf(article, row, undefined))
      })
    },
  }
}

function noSuchArticle(): AppError {
  const message = '"articleId" names no article.'
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer: '/articleId', code: 'unknown', message }],
  })
}
