import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import type { KeyUsage } from './schema.ts'

export type UsageStore = ReturnType<typeof usageStore>

/** How much may be lost by a crash: what a process has counted for so long, in milliseconds. */
const held = 10_000
const keptDays = 90
const aDay = 24 * 60 * 60 * 1000

interface Count {
  keyId: string
  day: string
  requests: number
  bytes: number
}

/**
 * What keys ask for, by day (UTC). It is counted in memory, a number for each key, and written a few times a minute at most: a
 * write for each request would cost more than the request. Writes add, so that several processes add up.
 */
export function usageStore(db: Database, now: () => Date) {
  const { keyUsage } = db.tables
  let counted = new Map<string, Count>()
  let timer: NodeJS.Timeout | undefined

  const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

  /** Writes what was counted; where that fails, it is counted on and written later. */
  async function flush(): Promise<void> {
    const counts = [...counted.values()]
    counted = new Map()
    clearTimeout(timer)
    timer = undefined
    if (counts.length === 0) return
    try {
      await db.write(async (tx) => {
        // Always in the same order, so that two processes do not wait for each other.
        for (const count of counts.sort((one, other) => (one.keyId < other.keyId ? -1 : 1)))
          await tx
            .insert(keyUsage)
            .values(count)
            .onConflictDoUpdate({
              target: [keyUsage.keyId, keyUsage.day],
              set: {
                requests: sql`${keyUsage.requests} + ${count.requests}`,
                bytes: sql`${keyUsage.bytes} + ${count.bytes}`,
              },
            })
        await tx.delete(keyUsage).where(lt(keyUsage.day, dayOf(new Date(now().getTime() - keptDays * aDay))))
      })
    } catch (err) {
      for (const count of counts) add(count)
      throw err
    }
  }

  function add({ keyId, day, requests, bytes }: Count): void {
    const name = `${keyId} ${day}`
    const count = counted.get(name) ?? { keyId, day, requests: 0, bytes: 0 }
    counted.set(name, { keyId, day, requests: count.requests + requests, bytes: count.bytes + bytes })
  }

  return {
    flush,

    /** Counts one answer of so many bytes; it is written in a moment, together with others. `onError` hears why it was not. */
    count(keyId: string, bytes: number, onError: (err: unknown) => void): void {
      add({ keyId, day: dayOf(now()), requests: 1, bytes })
      timer ??= setTimeout(() => flush().catch(onError), held).unref()
    },

    /** The days on which a key was used, the newest first; what other processes have counted for a moment is not in it yet. */
    async list(keyId: string): Promise<KeyUsage['data']> {
      await flush()
      const { day, requests, bytes } = keyUsage
      const from = dayOf(new Date(now().getTime() - keptDays * aDay))
      return db.read
        .select({ day, requests, bytes })
        .from(keyUsage)
        .where(and(eq(keyUsage.keyId, keyId), gte(day, from)))
        .orderBy(desc(day))
    },
  }
}
