import { inArray } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { newId } from '../ids.ts'
import { foldName } from '../text/names.ts'

export interface NamedSpeaker {
  name: string
  /** Person, organization or unknown, where extraction could tell. */
  kind: string | null
}

/** The people who are quoted: one row for all spellings of a name, made when the name is first met. */
export function speakerStore({ tables: { speakers } }: Database, now: () => Date) {
  async function idsByKey(tx: Queries, keys: string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map()
    const rows = await tx.select().from(speakers).where(inArray(speakers.nameKey, keys))
    return new Map(rows.map((row) => [row.nameKey, row.id]))
  }

  /** The ids of the speakers of these names, by folded name; those not known yet are added. */
  async function ensureSpeakers(tx: Queries, named: readonly NamedSpeaker[]): Promise<Map<string, string>> {
    const byKey = new Map(named.map((speaker) => [foldName(speaker.name), speaker] as const).reverse())
    const known = await idsByKey(tx, [...byKey.keys()])
    const added = [...byKey]
      .filter(([nameKey]) => !known.has(nameKey))
      // In one order everywhere, so that two transactions that add the same names cannot wait for each other.
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([nameKey, { name, kind }]) => ({ id: newId(), name, nameKey, kind, createdAt: now() }))
    if (added.length === 0) return known
    await tx.insert(speakers).values(added).onConflictDoNothing()
    // Another transaction may have added one of them meanwhile; its id is the one that counts.
    return new Map([
      ...known,
      ...(await idsByKey(
        tx,
        added.map((row) => row.nameKey),
      )),
    ])
  }

  return { ensureSpeakers }
}
