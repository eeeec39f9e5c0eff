import { eq, inArray } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { shared } from '../db/share.ts'
import { newId } from '../ids.ts'
import { foldName } from '../text/names.ts'

export interface NamedSpeaker {
  name: string
  /** Person, organization or unknown, where extraction could tell. */
  kind: string | null
}

/**
 * The people who are quoted. A name is one person's, whatever the article: so a quote's person is always whom its name leads
 * to, and what was merged stays merged however often a text is read again.
 */
export function speakerNames(db: Database, now: () => Date) {
  const { speakers, speakerAliases, quotes } = db.tables

  /** Held, so that nobody merges a person while quotes are written that name it. */
  async function idsByKey(tx: Queries, keys: string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map()
    const { nameKey, speakerId } = speakerAliases
    const rows = await shared(
      db,
      tx.select({ nameKey, speakerId }).from(speakerAliases).where(inArray(nameKey, keys)),
    )
    return new Map(rows.map((row) => [row.nameKey, row.speakerId]))
  }

  async function addSpeakers(tx: Queries, named: readonly (readonly [string, NamedSpeaker])[]) {
    const added = [...named]
      // In one order everywhere, so that two transactions that add the same names cannot wait for each other.
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([nameKey, { name, kind }]) => ({ id: newId(), name, nameKey, kind }))
    await tx.insert(speakers).values(added.map((row) => ({ ...row, personId: row.id, createdAt: now() })))
    await tx
      .insert(speakerAliases)
      .values(added.map(({ id, name, nameKey }) => ({ nameKey, name, speakerId: id, homeId: id })))
      .onConflictDoNothing()
    // Another transaction may have added one of them meanwhile; whom it has is the one who counts.
    const known = await idsByKey(
      tx,
      added.map((row) => row.nameKey),
    )
    const nameless = added.filter((row) => known.get(row.nameKey) !== row.id).map(({ id }) => id)
    if (nameless.length > 0) await tx.delete(speakers).where(inArray(speakers.id, nameless))
    return known
  }

  return {
    /** The people of these names and aliases, by folded name; those not known yet are added. */
    async ensureSpeakers(tx: Queries, named: readonly NamedSpeaker[]): Promise<Map<string, string>> {
      const byKey = new Map(named.map((speaker) => [foldName(speaker.name), speaker] as const).reverse())
      const known = await idsByKey(tx, [...byKey.keys()])
      const added = [...byKey].filter(([nameKey]) => !known.has(nameKey))
      return added.length === 0 ? known : new Map([...known, ...(await addSpeakers(tx, added))])
    },

    /**
     * Keeps those whom quotes of these names lead to as they are, to the end of the transaction. Call it before the quotes
     * are read: a merge between the reading and the writing would have changed them.
     */
    async holdSpeakers(tx: Queries, articleId: string): Promise<void> {
      const rows = await tx
        .select({ key: quotes.speakerKey })
        .from(quotes)
        .where(eq(quotes.articleId, articleId))
      await idsByKey(tx, [...new Set(rows.flatMap(({ key }) => key ?? []))])
    },
  }
}
