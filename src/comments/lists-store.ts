import { and, asc, eq, gt } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import type { ListedEffect, ListedKind, ListName, Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince, type Expected, requireVersion } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import { newId } from '../ids.ts'
import { toEntry } from './listed.ts'
import { mostWordRules } from './listed-store.ts'
import type { ListedQuery } from './lists-schema.ts'
import { markRuleChange } from './rule-changes-store.ts'

export type ListsStore = ReturnType<typeof listsStore>
export type ListedRow = Tables['moderationLists']['$inferSelect']

export interface NewListed {
  kind: ListedKind
  value: string
  effect: ListedEffect
  note?: string | null | undefined
  expiresAt?: string | null | undefined
}

export type ListedChange = Partial<Pick<NewListed, 'effect' | 'note' | 'expiresAt'>>

interface ListsDeps {
  now: () => Date
  cursors: Cursors
  emailKey: (email: string) => string
}

/** The moderators' lists; each function is told which one. */
export function listsStore(db: Database, { now, cursors, emailKey }: ListsDeps) {
  const { moderationLists: lists } = db.tables
  const one = (list: ListName, id: string) => and(eq(lists.list, list), eq(lists.id, id))

  /** One entry. Throws `not_found`. */
  async function find(list: ListName, id: string): Promise<ListedRow> {
    const [row] = await db.read.select().from(lists).where(one(list, id))
    if (row === undefined) throw noSuchEntry()
    return row
  }

  return {
    find,

    /** A page of a list, oldest first. Throws `invalid` for a cursor of another list. */
    async list(list: ListName, query: ListedQuery): Promise<{ data: ListedRow[]; page: Page }> {
      const { limit = 20, cursor } = query
      const [after] = cursor === undefined ? [] : cursors.read(`lists:${list}`, cursor)
      const ofList = eq(lists.list, list)
      const rows = await db.read
        .select()
        .from(lists)
        .where(and(ofList, after === undefined ? undefined : gt(lists.id, String(after))))
        .orderBy(asc(lists.id))
        .limit(limit + 1)
      const data = rows.slice(0, limit)
      const last = rows.length > limit ? data.at(-1) : undefined
      const next = last === undefined ? null : cursors.write(`lists:${list}`, [last.id])
      const total = query.count === 'exact' ? { total: await db.read.$count(lists, ofList) } : {}
      return { data, page: { limit, next, ...total } }
    },

    /** Throws `unprocessable` for a value that is none of its kind, `conflict` for one that is listed already, and for too many. */
    async create(list: ListName, input: NewListed, actor: Actor): Promise<ListedRow> {
      const entry = toEntry(input.kind, input.value, emailKey)
      if (entry === undefined) throw unfit(input.kind)
      const row = {
        id: newId(),
        list,
        kind: input.kind,
        ...entry,
        effect: input.effect,
        note: input.note ?? null,
        expiresAt: toInstant(input.expiresAt),
        version: 1,
        createdAt: now(),
        createdBy: actor.name ?? 'system',
      }
      const insert = async (tx: Queries) => {
        await tx.insert(lists).values(row)
        // It comes first, for its lock: who adds a word at the same time counts when this one is there.
        await markRuleChange(tx, db.tables)
        const words = and(eq(lists.list, list), eq(lists.kind, 'word'))
        if (input.kind === 'word' && (await tx.$count(lists, words)) > mostWordRules)
          throw new AppError('conflict', `There are ${mostWordRules} rules about words, as many as may be.`)
      }
      await db.write(insert).catch((err: unknown) => {
        if (!isUniqueViolation(err)) throw err
        throw new AppError('conflict', `"${entry.shown}" is in this list already.`, { cause: err })
      })
      return row
    },

    /** Throws `not_found`, `precondition_required`, `stale`. */
    async patch(
      list: ListName,
      id: string,
      { change, expected }: { change: ListedChange; expected: Expected },
    ) {
      const row = await find(list, id)
      requireVersion(expected, row.version)
      const set = {
        version: row.version + 1,
        ...(change.effect !== undefined && { effect: change.effect }),
        ...(change.note !== undefined && { note: change.note }),
        ...(change.expiresAt !== undefined && { expiresAt: toInstant(change.expiresAt) }),
      }
      return db.write(async (tx) => {
        const [changed] = await tx
          .update(lists)
          .set(set)
          .where(and(one(list, id), eq(lists.version, row.version)))
          .returning()
        if (changed === undefined) throw changedSince()
        await markRuleChange(tx, db.tables)
        return changed
      })
    },

    /** Throws `not_found`, `precondition_required`, `stale`. */
    async remove(list: ListName, id: string, expected: Expected): Promise<void> {
      const row = await find(list, id)
      requireVersion(expected, row.version)
      await db.write(async (tx) => {
        const [removed] = await tx
          .delete(lists)
          .where(and(one(list, id), eq(lists.version, row.version)))
          .returning({ id: lists.id })
        if (removed === undefined) throw changedSince()
        await markRuleChange(tx, db.tables)
      })
    },
  }
}

const toInstant = (text: string | null | undefined): Date | null => (text ? new Date(text) : null)

const noSuchEntry = () => new AppError('not_found', 'There is no such entry.')

const wanted: Record<ListedKind, string> = {
  word: 'The value must hold a letter or a digit.',
  name: 'The value must hold a letter or a digit.',
  email: 'The value must be an e-mail address.',
  domain: 'The value must be a domain, such as spam.example.',
  network: 'The value must be an address or a network from /8 (IPv6: /16), such as 203.0.113.0/24.',
}

const unfit = (kind: ListedKind): AppError =>
  new AppError('unprocessable', wanted[kind], {
    errors: [{ in: 'body', pointer: '/value', code: 'invalid', message: wanted[kind] }],
  })
