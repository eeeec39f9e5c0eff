import { and, eq, inArray } from 'drizzle-orm'
import { chunks } from '../db/chunks.ts'
import type { Database, Queries } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { foldName } from '../text/names.ts'
import { type SpeakerAccess, speakerRows } from './speaker-row-store.ts'
import type { AliasRow, SpeakerRow } from './speaker-wire.ts'

/**
 * Making two people one, and one two. Nothing is forgotten by a merge: whoever is merged keeps the row, with the way to whom he
 * has become, and his names keep their home; so a split gives back exactly what there was.
 */
export function speakerMerges(db: Database, now: () => Date) {
  const { quotes, speakers, speakerAliases: aliases } = db.tables
  const rows = speakerRows(db, now)

  /** Those who became this one, at whatever remove, and itself. */
  async function familyOf(tx: Queries, id: string): Promise<string[]> {
    const family = [id]
    for (let found = [id]; found.length > 0; ) {
      const children = await tx
        .select({ id: speakers.id })
        .from(speakers)
        .where(inArray(speakers.mergedInto, found))
      found = children.map((child) => child.id)
      family.push(...found)
    }
    return family
  }

  /** Four statements, however much was said. */
  async function absorb(tx: Queries, into: string, from: string): Promise<string[]> {
    await rows.update(tx, from, { mergedInto: into })
    await tx.update(speakers).set({ personId: into }).where(eq(speakers.personId, from))
    // The names first: who writes quotes under one of them holds it, and is waited for.
    await tx.update(aliases).set({ speakerId: into }).where(eq(aliases.speakerId, from))
    return rows.moveQuotes(tx, into, eq(quotes.speakerId, from))
  }

  /** A name that was always this person's becomes a person of its own. */
  async function newPerson(tx: Queries, { nameKey, name }: AliasRow): Promise<string[]> {
    const id = newId()
    await tx.insert(speakers).values({ id, name, nameKey, personId: id, createdAt: now() })
    await tx.update(aliases).set({ speakerId: id, homeId: id }).where(eq(aliases.nameKey, nameKey))
    return [id]
  }

  /** Who was merged is a person again, with those who had been merged into him by then. */
  async function formerPerson(tx: Queries, { homeId }: AliasRow): Promise<string[]> {
    const family = await familyOf(tx, homeId)
    await rows.update(tx, homeId, { mergedInto: null })
    for (const ids of chunks(family)) {
      await tx.update(speakers).set({ personId: homeId }).where(inArray(speakers.id, ids))
      await tx.update(aliases).set({ speakerId: homeId }).where(inArray(aliases.homeId, ids))
    }
    return family
  }

  return {
    /**
     * Makes others the same person as this one; what they were called are its aliases then.
     * Throws `not_found`, `precondition_required`, `stale`, `unprocessable` for others that are not people.
     */
    async merge(id: string, { speakerIds, expected, actor }: SpeakerAccess & { speakerIds: string[] }) {
      await db.write(async (tx) => {
        const held = await rows.hold(tx, [id, ...speakerIds], actor)
        rows.require(held, id, expected)
        const known = new Map(held.map((row) => [row.id, row]))
        for (const [i, other] of speakerIds.entries()) requireOther(known.get(other), { id, i })
        const others = speakerIds.filter((other) => known.get(other)?.personId === other)
        const moved: string[] = []
        for (const other of others) moved.push(...(await absorb(tx, id, other)))
        await rows.update(tx, id, {})
        await rows.tell(tx, { people: [id], moved })
      })
    },

    /**
     * Makes an alias a person of its own again, with the quotes that use it; who came by a merge comes back whole. Answers with
     * the id. Throws `not_found`, `precondition_required`, `stale`, `unprocessable` for what is not an alias.
     */
    async split(id: string, { alias, expected, actor }: SpeakerAccess & { alias: string }): Promise<string> {
      return db.write(async (tx) => {
        const row = rows.require(await rows.hold(tx, [id], actor), id, expected)
        const [name] = await tx
          .select()
          .from(aliases)
          .where(and(eq(aliases.nameKey, foldName(alias)), eq(aliases.speakerId, id)))
        if (name === undefined) throw refuse('/alias', 'unknown', `"${alias}" is no alias of the speaker.`)
        const [person = id] = name.homeId === id ? await newPerson(tx, name) : await formerPerson(tx, name)
        const keys = await namesOf(tx, person)
        if (keys.includes(row.nameKey))
          throw refuse('/alias', 'in_use', 'The speaker goes by that name; give it another one first.')
        const moved: string[] = []
        for (const some of chunks(keys)) {
          const isNamed = and(eq(quotes.speakerId, id), inArray(quotes.speakerKey, some))
          moved.push(...(await rows.moveQuotes(tx, person, isNamed)))
        }
        await rows.update(tx, id, {})
        await rows.tell(tx, { people: [id, person], moved })
        return person
      })
    },
  }

  async function namesOf(tx: Queries, person: string): Promise<string[]> {
    const names = await tx.select({ key: aliases.nameKey }).from(aliases).where(eq(aliases.speakerId, person))
    return names.map(({ key }) => key)
  }
}

function requireOther(other: SpeakerRow | undefined, { id, i }: { id: string; i: number }): void {
  const pointer = `/speakerIds/${i}`
  if (other === undefined) throw refuse(pointer, 'unknown', `"speakerIds" names an unknown speaker.`)
  if (other.id === id) throw refuse(pointer, 'invalid', 'A speaker cannot be merged into itself.')
  if (other.personId === other.id || other.personId === id) return
  throw refuse(pointer, 'invalid', `${other.id} has become the speaker ${other.personId}; name that one.`)
}

const refuse = (pointer: string, code: string, message: string): AppError =>
  new AppError('unprocessable', message, { errors: [{ in: 'body', pointer, code, message }] })
