import { and, asc, eq, gt, inArray, isNull, ne, or, type SQL } from 'drizzle-orm'
import { chunks } from '../db/chunks.ts'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import type { ListedEffect, ListName } from '../db/schema.ts'
import { allKinds, keysOf, type Listable } from './listed.ts'
import { keptWhileRulesStand } from './rule-changes-store.ts'
import { searchable } from './words.ts'

/** What stands in a list and is met by a comment. */
export interface Met {
  id: string
  list: ListName
  effect: ListedEffect
}

/** Rules about words at most; each is looked for in every text. */
export const mostWordRules = 1000

/** Other entries that are held in memory at most; where there are more, the database is asked for each comment. */
const mostHeld = 10_000

/** Looks a comment up in the moderators' lists: everything it meets, in the order in which it was listed. */
export function listedLookup(
  db: Database,
  { now, emailKey }: { now: () => Date; emailKey: (email: string) => string },
) {
  const { moderationLists: lists } = db.tables
  const { id, list, kind, key, effect, expiresAt } = lists
  const columns = { id, list, kind, key, effect, expiresAt }

  const find = (condition: SQL | undefined) =>
    db.read
      .select(columns)
      .from(lists)
      .where(and(condition, or(isNull(expiresAt), gt(expiresAt, now()))))
      .orderBy(asc(id))

  /** All that is in force, if it is not too much. */
  const current = keptWhileRulesStand(db, async () => {
    const others = await find(ne(kind, 'word')).limit(mostHeld + 1)
    return {
      words: await find(and(eq(list, 'rules'), eq(kind, 'word'))).limit(mostWordRules),
      isWhole: others.length <= mostHeld,
      kinds: new Set(others.map((entry) => entry.kind)),
      of: groupBy(others, (entry) => entry.key),
    }
  })

  async function ask(keys: string[]) {
    const found = []
    for (const some of chunks(keys)) found.push(...(await find(inArray(key, some))))
    return found
  }

  const isInForce = (entry: { expiresAt: Date | null }) => entry.expiresAt === null || entry.expiresAt > now()

  return {
    /** Bans, reserved names, and rules about people, networks and domains: two sets, since a text is judged later. */
    async metBySender(comment: Listable): Promise<Met[]> {
      const { of, isWhole, kinds } = await current()
      const keys = keysOf(comment, { emailKey, kinds: isWhole ? kinds : allKinds })
      const found = isWhole ? keys.flatMap(of).filter(isInForce) : await ask(keys)
      return found.sort((one, other) => (one.id < other.id ? -1 : 1))
    },

    /** Rules about words. */
    async metByText(texts: readonly string[]): Promise<Met[]> {
      const rules = (await current()).words.filter(isInForce)
      if (rules.length === 0) return []
      const holds = searchable(texts)
      return rules.filter((rule) => holds(rule.key.slice('word:'.length)))
    },
  }
}
