import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { changeCounter } from '../db/outbox.ts'
import { placeholder } from '../db/prepare.ts'
import { inHeader, inQuery, requireKept } from './position.ts'

/** A change as it is stored; one to what is under embargo is told to nobody else than those who have that before its release. */
export type LoggedChange = Database['tables']['changes']['$inferSelect'] & { isEmbargoed?: true }

export type ChangeLog = ReturnType<typeof changeLog>

/** The change log as it is, whoever may be told of it; what it holds readers have seen. */
export function changeLog(db: Database) {
  const { changes, counters } = db.tables
  const lastGiven = db.prepare('log_last', (read) =>
    read.select({ value: counters.value }).from(counters).where(eq(counters.name, changeCounter)),
  )
  const isBehind = gt(changes.position, placeholder(changes.position, 'since'))
  const behind = db.prepare('log_behind', (read) =>
    read
      .select()
      .from(changes)
      .where(isBehind)
      .orderBy(asc(changes.position))
      .limit(sql.placeholder('limit')),
  )
  const ofArticleBehind = db.prepare('log_of_article_behind', (read) =>
    read
      .select()
      .from(changes)
      .where(and(eq(changes.articleId, placeholder(changes.articleId, 'articleId')), isBehind))
      .orderBy(asc(changes.position))
      .limit(sql.placeholder('limit')),
  )
  const last = async (): Promise<number> => (await lastGiven())[0]?.value ?? 0

  /** Throws `gone` (too_old), `invalid`. */
  async function requirePlace(since: number, sentAs: typeof inQuery | typeof inHeader = inQuery) {
    const newest = await last()
    const [next] = await behind({ since, limit: 1 })
    requireKept(since, { next: next?.position, last: newest, sentAs })
    return newest
  }

  return {
    /** The position of the newest change; 0 before the first. */
    last,

    /** Changes behind a position, oldest first; for whoever has read up to there a moment ago. */
    behind: (since: number, limit: number): Promise<LoggedChange[]> => behind({ since, limit }),

    /**
     * Changes behind a position of one article and of all that hangs on it, and up to where these are all of them.
     * Throws `gone` (too_old), `invalid`.
     */
    async ofArticle(articleId: string, since: number, limit: number) {
      const newest = await requirePlace(since)
      const rows = await ofArticleBehind({ articleId, since, limit })
      const reached = rows.length < limit ? newest : (rows.at(-1)?.position ?? newest)
      return { changes: rows, reached: Math.max(reached, rows.at(-1)?.position ?? 0) }
    },

    /**
     * Where a stream goes on: behind the last event that its reader had, else behind `since`, else undefined for now.
     * Throws `gone` (too_old), `invalid`.
     */
    placeOf: (given: NamedPlace) => placeOf(given, requirePlace),
  }
}

/** A position as the reader of a stream names it. */
export interface NamedPlace {
  lastEventId: string | undefined
  since?: string
}

export async function placeOf(
  given: NamedPlace,
  requirePlace: (since: number, sentAs: typeof inQuery | typeof inHeader) => Promise<unknown>,
): Promise<number | undefined> {
  const place = given.lastEventId ?? given.since
  if (place === undefined) return undefined
  await requirePlace(Number(place), given.lastEventId === undefined ? inQuery : inHeader)
  return Number(place)
}
