import { and, asc, count, countDistinct, eq, exists, gt, inArray, max, or, sql } from 'drizzle-orm'
import { type View, visibleCredits } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import type { CreditNameKind } from '../db/schema.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import type { CreditHolder, CreditHolderQuery } from './schema.ts'

/** The names in media credits, as far as the view may see the credits. */
export function creditHolderReads({ tables, read }: Database, cursors: Cursors) {
  const { articles, mediaCredits, creditNames } = tables
  const { kind, nameKey, creditId } = creditNames

  // Not a join: the index of names is to be walked in order, and left when the page is full.
  const isSeen = (view: View) =>
    exists(
      read
        .select({ one: sql`1` })
        .from(mediaCredits)
        .innerJoin(articles, eq(articles.id, mediaCredits.articleId))
        .where(and(eq(mediaCredits.id, creditId), visibleCredits(tables, view))),
    )

  async function countAll(conditions: Parameters<typeof and>): Promise<number> {
    const groups = read
      .select({ kind, nameKey })
      .from(creditNames)
      .where(and(...conditions))
      .groupBy(kind, nameKey)
      .as('holders')
    const [row] = await read.select({ total: count() }).from(groups)
    return row?.total ?? 0
  }

  /** How the newest credit of each name prints it. */
  async function spellings(rows: { kind: string; nameKey: string; newest: string | null }[]) {
    const ids = rows.flatMap(({ newest }) => newest ?? [])
    if (ids.length === 0) return new Map<string, string>()
    const names = await read.select().from(creditNames).where(inArray(creditId, ids))
    return new Map(names.map((row) => [`${row.kind} ${row.nameKey} ${row.creditId}`, row.name]))
  }

  return {
    /** A page of agencies and creators, with counts. Throws `invalid` for a cursor of another list. */
    async listHolders(
      { limit = 20, cursor, count: wanted, kind: only }: CreditHolderQuery,
      view: View,
    ): Promise<{ data: CreditHolder[]; page: Page }> {
      const list = `creditHolders:${only ?? ''}`
      const conditions = [isSeen(view), only === undefined ? undefined : eq(kind, columnKind[only])]
      const beyond = cursor === undefined ? undefined : isBeyond(cursors.read(list, cursor).map(String))
      const rows = await read
        .select({ kind, nameKey, newest: max(creditId), creditCount: countDistinct(creditId) })
        .from(creditNames)
        .where(and(...conditions, beyond))
        .groupBy(kind, nameKey)
        .orderBy(asc(kind), asc(nameKey))
        .limit(limit + 1)
      const shown = rows.slice(0, limit)
      const names = await spellings(shown)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const next = last === undefined ? null : cursors.write(list, [last.kind, last.nameKey])
      const total = wanted === 'exact' ? { total: await countAll(conditions) } : {}
      const data = shown.map((row) => ({
        name: names.get(`${row.kind} ${row.nameKey} ${row.newest}`) ?? row.nameKey,
        kind: wireKind[row.kind],
        creditCount: row.creditCount,
      }))
      return { data, page: { limit, next, ...total } }
    },
  }

  function isBeyond([lastKind = '', lastKey = '']: string[]) {
    // The cursor is signed: what is in it was written above.
    const before = lastKind as CreditNameKind
    return or(gt(kind, before), and(eq(kind, before), gt(nameKey, lastKey)))
  }
}

const wireKind = { organization: 'agency', creator: 'creator' } as const satisfies Record<
  CreditNameKind,
  CreditHolder['kind']
>
const columnKind = { agency: 'organization', creator: 'creator' } as const satisfies Record<
  CreditHolder['kind'],
  CreditNameKind
>
