import { and, asc, eq, exists, inArray, type SQL, sql } from 'drizzle-orm'
import { publicQuotes, publishedQuotes, type View } from '../articles/published.ts'
import { chunks } from '../db/chunks.ts'
import type { Database, Queries } from '../db/database.ts'
import { appendChanges, type NewChange } from '../db/outbox.ts'
import { type Actor, anonymous, may } from '../http/actor.ts'
import { type Expected, requireVersion } from '../http/conditional.ts'
import { noSuchSpeaker } from './speaker-read-store.ts'
import type { SpeakerRow } from './speaker-wire.ts'

export interface SpeakerAccess {
  expected: Expected
  actor: Actor
}

/** Rows of speakers on a transaction, and what readers are told of them. */
export function speakerRows({ tables }: Database, now: () => Date) {
  const { quotes, speakers } = tables

  const isQuoted = (tx: Queries, view: View) =>
    exists(
      tx
        .select({ one: sql`1` })
        .from(quotes)
        .where(and(eq(quotes.speakerId, speakers.id), publishedQuotes(tables, view))),
    )

  const isVisible = (tx: Queries, actor: Actor) =>
    may(actor, 'articles:read') ? undefined : isQuoted(tx, { actor, now: now() })

  async function told(tx: Queries, ids: string[]): Promise<NewChange[]> {
    const { id, version } = speakers
    const rows = await tx
      .select({ id, version })
      .from(speakers)
      .where(and(inArray(id, ids), isQuoted(tx, { actor: anonymous, now: now() })))
      .orderBy(asc(id))
    return rows.map((row) => ({
      type: 'speaker.updated',
      resource: 'speaker',
      resourceId: row.id,
      articleId: null,
      version: row.version,
      at: now(),
    }))
  }

  async function toldQuotes(tx: Queries, ids: string[]): Promise<NewChange[]> {
    const { id, articleId, version } = quotes
    const rows = await tx
      .select({ id, articleId, version })
      .from(quotes)
      .where(and(inArray(id, ids), publicQuotes(tables, now())))
      .orderBy(asc(id))
    return rows.map((row) => ({
      type: 'quote.updated',
      resource: 'quote',
      resourceId: row.id,
      articleId: row.articleId,
      version: row.version,
      at: now(),
    }))
  }

  return {
    /** People, held to the end of the transaction, as far as the actor may see them; one who was merged is none. */
    async hold(tx: Queries, ids: string[], actor: Actor): Promise<SpeakerRow[]> {
      await tx
        .update(speakers)
        .set({ version: sql`${speakers.version}` })
        .where(inArray(speakers.id, ids))
      return tx
        .select()
        .from(speakers)
        .where(and(inArray(speakers.id, ids), isVisible(tx, actor)))
    },

    /** Checks the person to change among those that were held. Throws `not_found`, `precondition_required`, `stale`. */
    require(held: readonly SpeakerRow[], id: string, expected: Expected): SpeakerRow {
      const row = held.find((one) => one.id === id && one.personId === id)
      if (row === undefined) throw noSuchSpeaker()
      requireVersion(expected, row.version)
      return row
    },

    /** Gives a held person other columns and the next version. */
    async update(tx: Queries, id: string, set: Partial<SpeakerRow>): Promise<void> {
      await tx
        .update(speakers)
        .set({ ...set, version: sql`${speakers.version} + 1` })
        .where(eq(speakers.id, id))
    },

    /** Gives the quotes that meet the condition to another person, in one statement; answers with their ids. */
    async moveQuotes(tx: Queries, to: string, condition: SQL | undefined): Promise<string[]> {
      const moved = await tx
        .update(quotes)
        .set({ speakerId: to, version: sql`${quotes.version} + 1`, updatedAt: now() })
        .where(condition)
        .returning({ id: quotes.id })
      return moved.map(({ id }) => id)
    },

    /** Tells readers of people and of quotes that have another speaker now, as far as they see them; call it last. */
    async tell(tx: Queries, { people, moved = [] }: { people: string[]; moved?: string[] }): Promise<void> {
      // This takes the lock of the change log. An article that goes out meanwhile is either among what the next statements
      // see, or is told after this.
      await appendChanges(tx, tables, await told(tx, people))
      const changes: NewChange[] = []
      for (const ids of chunks(moved)) changes.push(...(await toldQuotes(tx, ids)))
      await appendChanges(tx, tables, changes)
    },
  }
}
