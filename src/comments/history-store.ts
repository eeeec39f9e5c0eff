import { desc, eq } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import { chunks } from '../db/chunks.ts'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import type { History } from './wire.ts'

/** Of each kind, with each comment; a comment that half the town reports has enough to decide by. */
export const mostOfEach = 50
/** Comments of one statement: a part of it for each. */
const perStatement = 100

/** What happened to comments: the newest of each kind, oldest first; a fixed number of statements, each of bounded length. */
export function commentHistories(db: Database) {
  const { commentLog, commentRevisions, commentReports } = db.tables
  const { read } = db

  /** SQLite takes a limit only inside of a subquery. */
  const newest = {
    log: (id: string) => {
      const entries = read.select().from(commentLog).where(eq(commentLog.commentId, id))
      const some = entries.orderBy(desc(commentLog.at), desc(commentLog.id)).limit(mostOfEach).as('some')
      return read.select().from(some)
    },
    revisions: (id: string) => {
      const texts = read.select().from(commentRevisions).where(eq(commentRevisions.commentId, id))
      return read.select().from(texts.orderBy(desc(commentRevisions.version)).limit(mostOfEach).as('some'))
    },
    reports: (id: string) => {
      const made = read.select().from(commentReports).where(eq(commentReports.commentId, id))
      const some = made
        .orderBy(desc(commentReports.at), desc(commentReports.readerKey))
        .limit(mostOfEach)
        .as('some')
      return read.select().from(some)
    },
  }

  const logOf = (ids: readonly string[]) => {
    const [first, second, ...others] = ids.map(newest.log)
    return first && second ? unionAll(first, second, ...others) : (first ?? [])
  }
  const revisionsOf = (ids: readonly string[]) => {
    const [first, second, ...others] = ids.map(newest.revisions)
    return first && second ? unionAll(first, second, ...others) : (first ?? [])
  }
  const reportsOf = (ids: readonly string[]) => {
    const [first, second, ...others] = ids.map(newest.reports)
    return first && second ? unionAll(first, second, ...others) : (first ?? [])
  }

  /** The history of each of these comments. */
  return async (commentIds: readonly string[]): Promise<(id: string) => History> => {
    const log = []
    const revisions = []
    const reports = []
    for (const ids of chunks(commentIds, perStatement)) {
      log.push(...(await logOf(ids)))
      revisions.push(...(await revisionsOf(ids)))
      reports.push(...(await reportsOf(ids)))
    }
    const logIn = groupBy(log.sort(inTime((entry) => entry.id)), commentOf)
    const revisionsIn = groupBy(
      revisions.sort((a, b) => a.version - b.version),
      commentOf,
    )
    const reportsIn = groupBy(reports.sort(inTime((report) => report.readerKey)), commentOf)
    return (id) => ({ log: logIn(id), revisions: revisionsIn(id), reports: reportsIn(id) })
  }
}

const commentOf = ({ commentId }: { commentId: string }): string => commentId

/** Oldest first; a key tells apart what happened at one instant. */
const inTime =
  <Row extends { at: Date }>(keyOf: (row: Row) => string) =>
  (a: Row, b: Row): number =>
    a.at.getTime() - b.at.getTime() || (keyOf(a) < keyOf(b) ? -1 : 1)
