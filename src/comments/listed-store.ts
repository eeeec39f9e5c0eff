import { and, asc, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import { chunks } from '../db/chunks.ts'
import type { Database } from '../db/database.ts'
import type { ListedEffect, ListName } from '../db/schema.ts'
import { keysOf, type Listable } from './listed.ts'
import { searchable } from './words.ts'

/** What stands in a list and is met by a comment. */
export interface Met {
  id: string
  list: ListName
  effect: ListedEffect
}

/** Rules about words at most; each is looked for in every text. */
export const mostWordRules = 1000

/** Looks a comment up in the moderators' lists: everything it meets, in the order in which it was listed. */
export function listedLookup(
  db: Database,
  { now, emailKey }: { now: () => Date; emailKey: (email: string) => string },
) {
  const { moderationLists: lists } = db.tables
  const { id, list, kind, key, effect } = lists
  const inForce = () => or(isNull(lists.expiresAt), gt(lists.expiresAt, now()))

  async function metBy(keys: string[]): Promise<Met[]> {
    const found = []
    for (const some of chunks(keys)) {
      found.push(
        ...(await db.read
          .select({ id, list, effect })
          .from(lists)
          .where(and(inArray(key, some), inForce()))
          .orderBy(asc(id))),
      )
    }
    return found.sort((one, other) => (one.id < other.id ? -1 : 1))
  }

  return {
    /** Bans, reserved names, and rules about people, networks and domains: two sets, since a text is judged later. */
    metBySender: (comment: Listable): Promise<Met[]> => metBy(keysOf(comment, emailKey)),

    /** Rules about words. */
    async metByText(texts: readonly string[]): Promise<Met[]> {
      const rules = await db.read
        .select({ id, list, effect, key })
        .from(lists)
        .where(and(eq(list, 'rules'), eq(kind, 'word'), inForce()))
        .orderBy(asc(id))
        .limit(mostWordRules)
      if (rules.length === 0) return []
      const holds = searchable(texts)
      return rules.filter((rule) => holds(rule.key.slice('word:'.length)))
    },
  }
}
