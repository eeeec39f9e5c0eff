import { type AnyColumn, and, eq, exists, inArray, or, type SQL, sql } from 'drizzle-orm'
import { publishedQuotes, type View } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import { may } from '../http/actor.ts'
import { isUuid } from '../http/formats.ts'
import { foldName } from '../text/names.ts'

/** Conditions on who it is, by what the caller may know of names: that a draft calls somebody so is not told by a filter. */
export function speakerFilters({ tables, read }: Database) {
  const { quotes, speakers, speakerAliases } = tables
  const { nameKey, speakerId, isStated } = speakerAliases

  /** Names that an editor has listed, people go by, or published quotes use. */
  const isKnown = (view: View) =>
    may(view.actor, 'articles:read')
      ? undefined
      : or(
          isStated,
          eq(nameKey, speakers.nameKey),
          exists(
            read
              .select({ one: sql`1` })
              .from(quotes)
              .where(and(eq(quotes.speakerKey, nameKey), publishedQuotes(tables, view))),
          ),
        )

  const peopleCalled = (isCalled: SQL, view: View) =>
    read
      .select({ id: speakerId })
      .from(speakerAliases)
      .innerJoin(speakers, eq(speakers.id, speakerId))
      .where(and(isCalled, isKnown(view)))

  return {
    /** That the column holds the speaker of this id, of one who has become him, or of this name or alias. */
    isSpeaker(column: AnyColumn, speaker: string, view: View): SQL {
      // One at most, which lets the index of the column give its order.
      if (!isUuid(speaker)) return eq(column, peopleCalled(eq(nameKey, foldName(speaker)), view))
      return eq(column, read.select({ id: speakers.personId }).from(speakers).where(eq(speakers.id, speaker)))
    },

    /** That the column holds a speaker of whose names one, or a word of one, begins so. */
    isCalledLike(column: AnyColumn, start: string, view: View): SQL {
      const pattern = `${foldName(start).replaceAll(/[%_!]/g, '!$&')}%`
      const isLike = (form: string) => sql`${nameKey} like ${form} escape '!'`
      const begins = sql.join([pattern, `% ${pattern}`, `%-${pattern}`].map(isLike), sql` or `)
      return inArray(column, peopleCalled(sql`(${begins})`, view))
    },
  }
}
