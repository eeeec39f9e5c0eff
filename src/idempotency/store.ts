import { and, eq, inArray, lt } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Claim, seal, unseal } from './claim.ts'

export type IdempotencyStore = ReturnType<typeof idempotencyStore>

/** An answer as it is kept and given again. */
export interface KeptAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** The right to carry out a request; `at` tells its holder from one who takes over after a crash. */
export interface Held extends Claim {
  at: Date
}

const keptFor = 24 * 60 * 60_000
/** A request that was not answered after so many milliseconds has died with its server. */
const lease = 60_000
const purgeEvery = 60_000

/** Requests that carry an Idempotency-Key, and their first answers. */
export function idempotencyStore(db: Database, now: () => Date) {
  const requests = db.tables.idempotencyKeys
  let purgedAt = 0

  const isHeld = ({ scope, at }: Held) => and(eq(requests.scope, scope), eq(requests.createdAt, at))

  const isOver = (row: typeof requests.$inferSelect, at: Date): boolean =>
    row.expiresAt <= at || (row.status === 'running' && row.createdAt.getTime() + lease <= at.getTime())

  async function take(tx: Queries, claim: Claim, at: Date): Promise<KeptAnswer | 'mine'> {
    const fresh = {
      fingerprint: claim.fingerprint,
      status: 'running' as const,
      response: null,
      createdAt: at,
      expiresAt: new Date(at.getTime() + keptFor),
    }
    const [inserted] = await tx
      .insert(requests)
      .values({ scope: claim.scope, ...fresh })
      .onConflictDoNothing()
      .returning({ scope: requests.scope })
    if (inserted !== undefined) return 'mine'
    const [row] = await tx.select().from(requests).where(eq(requests.scope, claim.scope))
    if (row === undefined) throw stillRunning()
    if (!isOver(row, at)) return answerOf(row, claim, at)
    const [taken] = await tx
      .update(requests)
      .set(fresh)
      .where(and(isHeld({ ...claim, at: row.createdAt }), eq(requests.status, row.status)))
      .returning({ scope: requests.scope })
    if (taken === undefined) throw stillRunning()
    return 'mine'
  }

  /** Once a minute, a bounded number of answers that are kept no longer. */
  async function purge(tx: Queries, at: Date): Promise<void> {
    if (at.getTime() < purgedAt + purgeEvery) return
    purgedAt = at.getTime()
    const old = tx
      .select({ scope: requests.scope })
      .from(requests)
      .where(lt(requests.expiresAt, at))
      .limit(500)
    await tx.delete(requests).where(inArray(requests.scope, old))
  }

  /** A write about the request that is not one of its effects. */
  const writeApart = <T>(work: (tx: Queries) => Promise<T>): Promise<T> =>
    db.alongside(
      async () => undefined,
      (end) => db.write(work).finally(end),
    )

  return {
    /**
     * Takes the request, or gives the answer it got before. Throws `conflict` while the first one runs or when its answer
     * was lost, `unprocessable` for another request with this key.
     */
    async claim(claim: Claim): Promise<{ held: Held } | { answer: KeptAnswer }> {
      const at = now()
      const taken = await db.write(async (tx) => {
        await purge(tx, at)
        return take(tx, claim, at)
      })
      return taken === 'mine' ? { held: { ...claim, at } } : { answer: taken }
    },

    /** Notes in the request's own transaction that it was carried out. Throws `conflict` if another has taken over. */
    async noteEffect(tx: Queries, held: Held): Promise<void> {
      const [row] = await tx
        .update(requests)
        .set({ status: 'committed' })
        .where(isHeld(held))
        .returning({ scope: requests.scope })
      if (row === undefined) throw stillRunning()
    },

    /** Keeps the answer for a day. */
    async keep(held: Held, answer: KeptAnswer): Promise<void> {
      const response = seal(JSON.stringify(answer), held.secret)
      await writeApart((tx) => tx.update(requests).set({ status: 'done', response }).where(isHeld(held)))
    },

    /** Forgets a request that was refused: it has changed nothing, and may be sent again. */
    async release(held: Held): Promise<void> {
      await writeApart((tx) => tx.delete(requests).where(isHeld(held)))
    },
  }
}

function answerOf(
  row: { fingerprint: string; status: string; response: string | null; createdAt: Date },
  claim: Claim,
  at: Date,
): KeptAnswer {
  if (row.fingerprint !== claim.fingerprint) {
    throw new AppError(
      'unprocessable',
      'This Idempotency-Key was sent with another request; a new request needs a new key.',
      { code: 'idempotency_key_reused' },
    )
  }
  if (row.status === 'done' && row.response !== null) {
    const opened = unseal(row.response, claim.secret)
    if (opened !== undefined) return JSON.parse(opened) as KeptAnswer
    throw lost('The first answer was given to a secret that has been rotated since.')
  }
  if (row.status === 'running' || row.createdAt.getTime() + lease > at.getTime()) throw stillRunning()
  throw lost('The request was carried out, but the server stopped before its answer was kept.')
}

const lost = (detail: string) => new AppError('conflict', detail, { code: 'idempotency_answer_lost' })

const stillRunning = () =>
  new AppError('conflict', 'The first request with this Idempotency-Key is still running; wait a second.', {
    code: 'idempotency_key_running',
    headers: { 'retry-after': '1' },
  })
