import { and, asc, count, desc, eq, exists, gt, gte, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { publishedQuotes, type View } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { may } from '../http/actor.ts'
import type { Cursors, Position } from '../http/cursor.ts'
import type { Link } from '../http/links.ts'
import type { Page } from '../http/schema.ts'
import { quoteReads } from './read-store.ts'
import { speakerFilters } from './speaker-filter-store.ts'
import type { Speaker, SpeakerListQuery } from './speaker-schema.ts'
import { speakerSummaries } from './speaker-summary-store.ts'

export const noSuchSpeaker = (): AppError => new AppError('not_found', 'There is no such speaker.')

/** Quotes that one speaker brings along. */
const latest = 5

/**
 * Everything that reads speakers. Counts come from the quotes that readers see, or a partner may have; editors see people as well whom no
 * reader has heard of.
 */
export function speakerReads(db: Database, { cursors, link }: { cursors: Cursors; link: Link }) {
  const { tables, read } = db
  const { quotes, speakers } = tables
  const { isSpeaker, isCalledLike } = speakerFilters(db)
  const { list: listQuotes } = quoteReads(db, cursors)
  const toSpeakers = speakerSummaries(db, link)

  const isQuoted = (view: View) =>
    exists(
      read
        .select({ one: sql`1` })
        .from(quotes)
        .where(and(eq(quotes.speakerId, speakers.id), publishedQuotes(tables, view))),
    )

  const isPerson = eq(speakers.personId, speakers.id)

  /** People, not those who have become somebody else; for readers, those whom they have read. */
  const isVisible = (view: View) =>
    and(isPerson, may(view.actor, 'articles:read') ? undefined : isQuoted(view))

  function filtersOf({ q, name }: SpeakerListQuery, view: View): (SQL | undefined)[] {
    return [
      q === undefined ? undefined : isCalledLike(speakers.id, q, view),
      name === undefined ? undefined : isSpeaker(speakers.id, name, view),
    ]
  }

  function pageByName(filters: (SQL | undefined)[], { limit, after, view }: Portion) {
    const isBehind = ([key, id]: Position) =>
      // The first condition lets the index skip what is before.
      and(
        gte(speakers.nameKey, String(key)),
        or(gt(speakers.nameKey, String(key)), gt(speakers.id, String(id))),
      )
    return read
      .select({ speaker: speakers, total: sql<number>`0`.mapWith(Number) })
      .from(speakers)
      .where(and(isVisible(view), ...filters, after && isBehind(after)))
      .orderBy(asc(speakers.nameKey), asc(speakers.id))
      .limit(limit)
  }

  /** Counts all that readers see: no index can, since embargoes end by the clock. */
  function pageByCount(filters: (SQL | undefined)[], { limit, after, view }: Portion) {
    const counted = read
      .select({ speakerId: quotes.speakerId, quoted: count().as('quoted') })
      .from(quotes)
      .where(publishedQuotes(tables, view))
      .groupBy(quotes.speakerId)
      .as('counted')
    const total = sql<number>`coalesce(${counted.quoted}, 0)`.mapWith(Number)
    const isBehind = ([last, id]: Position) =>
      or(lt(total, Number(last)), and(eq(total, Number(last)), gt(speakers.id, String(id))))
    // Who is counted is visible; this is the same decision without asking for each again.
    const isListed = may(view.actor, 'articles:read') ? undefined : isNotNull(counted.speakerId)
    return read
      .select({ speaker: speakers, total })
      .from(speakers)
      .leftJoin(counted, eq(counted.speakerId, speakers.id))
      .where(and(isPerson, isListed, ...filters, after && isBehind(after)))
      .orderBy(desc(total), asc(speakers.id))
      .limit(limit)
  }

  async function findWhere(id: string, { view, condition }: { view: View; condition: SQL | undefined }) {
    const [row] = await read
      .select()
      .from(speakers)
      .where(and(eq(speakers.id, id), condition))
    const [speaker] = row === undefined ? [] : await toSpeakers([row], view)
    if (speaker === undefined) throw noSuchSpeaker()
    const { data: latestQuotes } = await listQuotes({ speaker: id, limit: latest }, view)
    return { ...speaker, latestQuotes }
  }

  return {
    /** One speaker with the latest quotes. Throws `not_found` for whom the caller may not see, or has become another, too. */
    find: (id: string, view: View): Promise<Speaker> => findWhere(id, { view, condition: isVisible(view) }),

    /** The same to whoever has just changed it, also when no reader knows it any more. Throws `not_found`. */
    findChanged: (id: string, view: View): Promise<Speaker> => findWhere(id, { view, condition: undefined }),

    /** Whom a speaker has become by a merge, if the caller may see that one. */
    async findMerged(id: string, view: View): Promise<string | undefined> {
      const person = read.select({ id: speakers.personId }).from(speakers).where(eq(speakers.id, id))
      const [row] = await read
        .select({ id: speakers.id })
        .from(speakers)
        .where(and(eq(speakers.id, person), ne(speakers.id, id), isVisible(view)))
      return row?.id
    },

    /** A page of speakers. Throws `invalid` for a cursor of another list or sort. */
    async list(query: SpeakerListQuery, view: View): Promise<{ data: Speaker[]; page: Page }> {
      const { limit = 20, cursor, sort = 'name' } = query
      const list = `speakers:${sort}`
      const filters = filtersOf(query, view)
      const after = cursor === undefined ? undefined : cursors.read(list, cursor)
      const portion = { limit: limit + 1, after, view }
      const rows = await (sort === 'name' ? pageByName(filters, portion) : pageByCount(filters, portion))
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const first = sort === 'name' ? last?.speaker.nameKey : last?.total
      const next = last === undefined ? null : cursors.write(list, [first ?? null, last.speaker.id])
      const total =
        query.count === 'exact'
          ? { total: await read.$count(speakers, and(isVisible(view), ...filters)) }
          : {}
      const data = await toSpeakers(
        shown.map(({ speaker }) => speaker),
        view,
      )
      return { data, page: { limit, next, ...total } }
    },
  }
}

interface Portion {
  limit: number
  after: Position | undefined
  view: View
}
