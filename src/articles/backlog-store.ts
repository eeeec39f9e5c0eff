import { eq } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'

export interface Backlog {
  /** Under which it is remembered to be done. */
  name: string
  /** Of what is stored; done once for each. */
  form: number
  /** The next articles by id, behind one, each with whether there is something to do; none at the end. */
  next: (after: string, doneForm: number | undefined) => Promise<{ id: string; isMissing: boolean }[]>
  write: (tx: Queries, articleId: string) => Promise<void>
}

/** Articles written in one transaction: whoever else writes waits for a few at most. */
const fewAtOnce = 20

/**
 * Works off what a version before has left of all articles, and remembers that it did: after that every change sees to its own, and a
 * start looks at one row instead of at all of them. Throws as `Database.read` and `Database.write` do.
 */
export async function workOff(db: Database, { name, form, next, write }: Backlog): Promise<void> {
  const { counters } = db.tables
  const [done] = await db.read.select().from(counters).where(eq(counters.name, name))
  if (done?.value === form) return
  for (let rows = await next('', done?.value); rows.length > 0; ) {
    const missing = rows.filter(({ isMissing }) => isMissing)
    for (let from = 0; from < missing.length; from += fewAtOnce) {
      const few = missing.slice(from, from + fewAtOnce)
      await db.write(async (tx) => {
        for (const { id } of few) await write(tx, id)
      })
    }
    rows = await next(rows.at(-1)?.id ?? '', done?.value)
  }
  await db.write((tx) =>
    tx
      .insert(counters)
      .values({ name, value: form })
      .onConflictDoUpdate({ target: counters.name, set: { value: form } }),
  )
}
