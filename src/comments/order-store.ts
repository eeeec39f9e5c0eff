import { and, asc, type Column, desc, eq, gt, gte, lt, lte, or, type SQL } from 'drizzle-orm'
import type { Tables } from '../db/schema.ts'
import type { Position } from '../http/cursor.ts'
import type { CommentSort } from './schema.ts'

interface Row {
  id: string
  createdAt: Date
  upCount: number
  downCount: number
  descendantCount: number
}

/** An order of comments: how rows are sorted, where one stands, and what comes after a position. */
export interface CommentOrder {
  by: SQL[]
  positionOf(row: Row): Position
  /** The first condition lets an index skip what is before; the second parts what is equal in the key, by the id. */
  isBeyond(position: Position): SQL | undefined
}

/** Every order that lists of comments can have. The id is always the tie-break, so that no page skips or repeats a comment. */
export function commentOrders({ comments }: Tables): Record<CommentSort, CommentOrder> {
  const { id, createdAt, score, descendantCount } = comments

  const descending = (key: Column, keyOf: (row: Row) => number, decode: (value: number) => unknown) => ({
    by: [desc(key), desc(id)],
    positionOf: (row: Row): Position => [keyOf(row), row.id],
    isBeyond: ([value, last]: Position) => {
      const at = decode(Number(value))
      return and(lte(key, at), or(lt(key, at), and(eq(key, at), lt(id, String(last)))))
    },
  })

  const time = (row: Row) => row.createdAt.getTime()
  const toDate = (milliseconds: number) => new Date(milliseconds)
  return {
    newest: descending(createdAt, time, toDate),
    oldest: {
      by: [asc(createdAt), asc(id)],
      positionOf: (row) => [time(row), row.id],
      isBeyond: ([value, last]) => {
        const at = toDate(Number(value))
        return and(gte(createdAt, at), or(gt(createdAt, at), gt(id, String(last))))
      },
    },
    top: descending(score, ({ upCount, downCount }) => upCount - downCount, Number),
    active: descending(descendantCount, (row) => row.descendantCount, Number),
  }
}
