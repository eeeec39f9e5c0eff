import { and, asc, count, inArray, max, sql } from 'drizzle-orm'
import { publishedQuotes, type View } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import { may } from '../http/actor.ts'
import type { Link } from '../http/links.ts'
import type { Speaker } from './speaker-schema.ts'
import { type Mention, type Said, type SpeakerRow, toSpeaker } from './speaker-wire.ts'

/** What is known of speakers, from the quotes that readers see: for any number of them in three statements. */
export function speakerSummaries({ tables, read }: Database, link: Link) {
  const { quotes, speakerAliases } = tables

  const newestWith = (column: typeof quotes.speakerTitle | typeof quotes.speakerOrganization) =>
    sql<string | null>`max(case when ${column} is not null then ${quotes.id} end)`

  const groupsOf = (ids: string[], view: View) =>
    read
      .select({
        speakerId: quotes.speakerId,
        nameKey: quotes.speakerKey,
        quoteCount: count(),
        latestAt: max(quotes.createdAt),
        newest: max(quotes.id),
        titled: newestWith(quotes.speakerTitle),
        affiliated: newestWith(quotes.speakerOrganization),
      })
      .from(quotes)
      .where(and(inArray(quotes.speakerId, ids), publishedQuotes(tables, view)))
      .groupBy(quotes.speakerId, quotes.speakerKey)

  async function mentionsIn(ids: string[]): Promise<Map<string | null, Mention>> {
    if (ids.length === 0) return new Map()
    const { id, speakerName: name, speakerTitle: title, speakerOrganization: organization } = quotes
    const rows = await read.select({ id, name, title, organization }).from(quotes).where(inArray(id, ids))
    return new Map(rows.map((row) => [row.id, row]))
  }

  /** What readers see said by some speakers, under each of their names. */
  async function saidBy(ids: string[], view: View): Promise<(id: string) => Said[]> {
    const groups = await groupsOf(ids, view)
    const named = groups.flatMap(({ newest, titled, affiliated }) => [newest, titled, affiliated])
    const mentions = await mentionsIn([...new Set(named.filter((id) => id !== null))])
    const said = groups.map(({ speakerId, nameKey, quoteCount, latestAt, ...at }) => ({
      speakerId,
      nameKey: nameKey ?? '',
      quoteCount,
      latestAt,
      newest: mentions.get(at.newest),
      titled: mentions.get(at.titled),
      affiliated: mentions.get(at.affiliated),
    }))
    return groupBy(said, ({ speakerId }) => speakerId ?? '')
  }

  /** Speakers as the view may see them, in the order of their rows. */
  return async (rows: readonly SpeakerRow[], view: View): Promise<Speaker[]> => {
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return []
    const saidOf = await saidBy(ids, view)
    const names = await read
      .select()
      .from(speakerAliases)
      .where(inArray(speakerAliases.speakerId, ids))
      .orderBy(asc(speakerAliases.nameKey))
    const aliasesOf = groupBy(names, ({ speakerId }) => speakerId)
    const isEditor = may(view.actor, 'articles:read')
    return rows.map((row) =>
      toSpeaker(row, { said: saidOf(row.id), aliases: aliasesOf(row.id), isEditor }, link),
    )
  }
}
