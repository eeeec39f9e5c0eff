import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { may } from '../http/actor.ts'
import { foldName } from '../text/names.ts'
import { type SpeakerAccess, speakerRows } from './speaker-row-store.ts'
import type { SpeakerPatch } from './speaker-schema.ts'
import type { AliasRow, SpeakerRow } from './speaker-wire.ts'

/** What editors say of a person's names. */
export function speakerEdits(db: Database, now: () => Date) {
  const { quotes, speakerAliases: aliases } = db.tables
  const rows = speakerRows(db, now)

  /** Makes these names the person's own. Throws `conflict` where one is another person's. */
  async function claim(tx: Queries, { id }: SpeakerRow, names: ReadonlyMap<string, string>): Promise<void> {
    if (names.size === 0) return
    const stated = [...names].map(([nameKey, name]) => ({
      nameKey,
      name,
      speakerId: id,
      homeId: id,
      isStated: true,
    }))
    await tx
      .insert(aliases)
      .values(stated)
      .onConflictDoUpdate({
        target: aliases.nameKey,
        set: { name: sql`excluded."name"`, isStated: true },
        setWhere: eq(aliases.speakerId, id),
      })
    const [taken] = await tx
      .select()
      .from(aliases)
      .where(and(inArray(aliases.nameKey, [...names.keys()]), ne(aliases.speakerId, id)))
    if (taken !== undefined) {
      throw new AppError(
        'conflict',
        `"${taken.name}" is a name of the speaker ${taken.speakerId}; merge the two if they are one.`,
      )
    }
  }

  /**
   * Takes away the names that are not among those wanted. A name that quotes use, or that came by a merge, is not just dropped:
   * it would be a stranger's at the next reading of its article. Throws `unprocessable`.
   */
  async function dropOthers(
    tx: Queries,
    { id }: SpeakerRow,
    wanted: ReadonlySet<string>,
    access: SpeakerAccess,
  ) {
    const present = await tx
      .update(aliases)
      .set({ name: sql`${aliases.name}` })
      .where(eq(aliases.speakerId, id))
      .returning()
    const others = present.filter(({ nameKey }) => !wanted.has(nameKey))
    if (others.length === 0) return
    const keys = others.map(({ nameKey }) => nameKey)
    const used = await tx
      .select({ key: quotes.speakerKey })
      .from(quotes)
      .where(inArray(quotes.speakerKey, keys))
      .groupBy(quotes.speakerKey)
    const inUse = new Set(used.map(({ key }) => key))
    const isBound = (alias: AliasRow) => inUse.has(alias.nameKey) || alias.homeId !== id
    const bound = others.find(isBound)
    // Whoever may not read drafts does not know all names, and has not asked to drop those.
    if (bound !== undefined && may(access.actor, 'articles:read')) throw stillUsed(bound.name)
    const free = others.filter((alias) => !isBound(alias)).map(({ nameKey }) => nameKey)
    if (free.length > 0) await tx.delete(aliases).where(inArray(aliases.nameKey, free))
  }

  return {
    /**
     * Names a person, and lists the other names. The former name stays an alias unless aliases are given.
     * Throws `not_found`, `precondition_required`, `stale`, `conflict`, `unprocessable`.
     */
    async patch(id: string, { patch, ...access }: SpeakerAccess & { patch: SpeakerPatch }): Promise<void> {
      await db.write(async (tx) => {
        const row = rows.require(await rows.hold(tx, [id], access.actor), id, access.expected)
        const listed = patch.aliases === null ? [] : patch.aliases
        const name = patch.name ?? row.name
        const nameKey = foldName(name)
        const names = new Map((listed ?? []).map((alias) => [foldName(alias), alias]))
        names.delete(nameKey)
        await claim(tx, row, patch.name === undefined ? names : new Map([...names, [nameKey, name]]))
        if (listed !== undefined) await dropOthers(tx, row, new Set([...names.keys(), nameKey]), access)
        await rows.update(tx, id, patch.name === undefined ? {} : { name, nameKey, isNamed: true })
        await rows.tell(tx, { people: [id] })
      })
    },
  }
}

function stillUsed(name: string): AppError {
  const message = `"aliases" must keep "${name}", which quotes use or a merge has brought; split it off instead.`
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer: '/aliases', code: 'in_use', message }],
  })
}
