import { and, eq, ne, sql } from 'drizzle-orm'
import { toldOf } from '../articles/published.ts'
import type { ArticleRow } from '../articles/store.ts'
import type { Database, Queries } from '../db/database.ts'
import type { NewChange } from '../db/outbox.ts'
import type { CreditNameKind, Tables } from '../db/schema.ts'
import { changedSince } from '../http/conditional.ts'
import { newId } from '../ids.ts'
import { foldName } from '../text/names.ts'
import type { CreditDraft } from './draft.ts'
import { changeSeen } from './rules.ts'

export type CreditRow = Tables['mediaCredits']['$inferSelect']

/** Writing rows of media credits, with the names in them, on a transaction that holds their article's row. */
export function creditRows({ tables: { mediaCredits, creditNames } }: Database, now: () => Date) {
  const isSeen = (article: ArticleRow, row: CreditRow | undefined): boolean =>
    row !== undefined && toldOf(article, now()) !== undefined && !row.rightsEnded

  /** Every write settles what the clock has done meanwhile; in between, `due-store.ts` does. */
  const haveEnded = (rightsExpireAt: Date | null): boolean =>
    rightsExpireAt !== null && rightsExpireAt <= now()

  /** What to tell of a credit that was `before` and is `after`; nothing where nobody could see it. */
  function changesOf(
    article: ArticleRow,
    before: CreditRow | undefined,
    after: CreditRow | undefined,
  ): NewChange[] {
    const change = changeSeen(isSeen(article, before), isSeen(article, after))
    const row = after ?? before
    if (change === undefined || row === undefined) return []
    const version = after?.version ?? row.version + 1
    const type = `mediaCredit.${change}` as const
    const isEmbargoed = toldOf(article, now()) === 'embargoed'
    const about = { resource: 'mediaCredit', resourceId: row.id, articleId: article.id } as const
    return [{ ...about, type, version, at: now(), isEmbargoed }]
  }

  async function insertRow(
    tx: Queries,
    article: ArticleRow,
    place: Pick<CreditRow, 'position'> & CreditDraft,
  ) {
    const at = now()
    const [row] = await tx
      .insert(mediaCredits)
      .values({
        id: newId(),
        articleId: article.id,
        version: 1,
        createdAt: at,
        updatedAt: at,
        ...place,
        rightsEnded: haveEnded(place.rightsExpireAt),
      })
      .returning()
    if (row === undefined) throw new Error('An inserted media credit was not returned.')
    await insertNames(tx, row)
    return row
  }

  async function insertNames(tx: Queries, { id, creators, organizations }: CreditRow): Promise<void> {
    const toRows = (kind: CreditNameKind, names: string[]) =>
      names.map((name, position) => ({ creditId: id, kind, position, name, nameKey: foldName(name) }))
    const rows = [...toRows('creator', creators), ...toRows('organization', organizations)]
    if (rows.length > 0) await tx.insert(creditNames).values(rows)
  }

  /** The next version of a credit, if it still is the one that was read. Throws `stale`. */
  async function updateRow(tx: Queries, row: CreditRow, set: Partial<CreditRow>): Promise<CreditRow> {
    const { rightsExpireAt } = { ...row, ...set }
    const [updated] = await tx
      .update(mediaCredits)
      .set({ ...set, rightsEnded: haveEnded(rightsExpireAt), version: row.version + 1, updatedAt: now() })
      .where(and(eq(mediaCredits.id, row.id), eq(mediaCredits.version, row.version)))
      .returning()
    if (updated === undefined) throw changedSince()
    if (set.creators !== undefined || set.organizations !== undefined) {
      await tx.delete(creditNames).where(eq(creditNames.creditId, row.id))
      await insertNames(tx, updated)
    }
    return updated
  }

  async function removeRow(tx: Queries, row: CreditRow): Promise<void> {
    const [removed] = await tx
      .delete(mediaCredits)
      .where(and(eq(mediaCredits.id, row.id), eq(mediaCredits.version, row.version)))
      .returning({ id: mediaCredits.id })
    if (removed === undefined) throw changedSince()
  }

  /** An article has one lead: a new one takes the place of the one before. */
  async function giveWay(tx: Queries, article: ArticleRow, lead: CreditRow): Promise<NewChange[]> {
    if (lead.role !== 'lead') return []
    const others = await tx
      .update(mediaCredits)
      .set({ role: 'inline', version: sql`${mediaCredits.version} + 1`, updatedAt: now() })
      .where(
        and(
          eq(mediaCredits.articleId, article.id),
          eq(mediaCredits.role, 'lead'),
          ne(mediaCredits.id, lead.id),
        ),
      )
      .returning()
    return others.flatMap((row) => changesOf(article, row, row))
  }

  return { changesOf, insertRow, updateRow, removeRow, giveWay }
}
