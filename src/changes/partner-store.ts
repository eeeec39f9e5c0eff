import { and, eq, inArray } from 'drizzle-orm'
import { audienceOf, isEntitled } from '../articles/entitled.ts'
import { deciding, publishedQuotes, type View } from '../articles/published.ts'
import { chunks } from '../db/chunks.ts'
import type { Database } from '../db/database.ts'
import type { LoggedChange } from '../streams/log-store.ts'
import { type Present, toldOfArticle } from './partner.ts'

type Row = LoggedChange

/** Changes as a partner is told of them, in their order; `heldAt` is the position of the first that has to wait. */
export interface Told {
  rows: Row[]
  heldAt: number | undefined
}

/** What partners are told of logged changes: a fixed number of statements for each few hundred of them. */
export function partnerChanges(db: Database) {
  const { articles, mediaCredits, quotes } = db.tables

  async function presentArticles(rows: readonly Row[]): Promise<Map<string, NonNullable<Present>>> {
    const ids = [...new Set(rows.flatMap(({ articleId }) => articleId ?? []))]
    const found = new Map<string, NonNullable<Present>>()
    for (const some of chunks(ids)) {
      const columns = { ...deciding(db.tables), shownAt: articles.shownAt }
      const read = await db.read
        .select(columns)
        .from(articles)
        .where(inArray(articles.id, [...some]))
      for (const row of read) found.set(row.id, row)
    }
    return found
  }

  async function quotedSpeakers(rows: readonly Row[], view: View): Promise<Set<string | null>> {
    const ids = rows.flatMap(({ resource, resourceId }) => (resource === 'speaker' ? [resourceId] : []))
    if (ids.length === 0) return new Set()
    const found = await db.read
      .select({ id: quotes.speakerId })
      .from(quotes)
      .where(and(inArray(quotes.speakerId, ids), publishedQuotes(db.tables, view)))
      .groupBy(quotes.speakerId)
    return new Set(found.map(({ id }) => id))
  }

  /** The credits among these that are not to be passed on. */
  async function prohibited(rows: readonly Row[]): Promise<Set<string>> {
    const ids = rows.flatMap(({ resource, resourceId }) => (resource === 'mediaCredit' ? [resourceId] : []))
    const found = new Set<string>()
    for (const some of chunks([...new Set(ids)])) {
      const { id, syndication } = mediaCredits
      const read = await db.read
        .select({ id })
        .from(mediaCredits)
        .where(and(inArray(id, [...some]), eq(syndication, 'prohibited')))
      for (const row of read) found.add(row.id)
    }
    return found
  }

  return {
    /** Throws nothing of its own; whoever is no partner is told everything. */
    async toldTo(rows: readonly Row[], view: View): Promise<Told> {
      const audience = audienceOf(view.actor)
      const heard = audience?.embargoed ? rows : rows.filter(({ isEmbargoed }) => !isEmbargoed)
      if (audience === undefined) return { rows: [...heard], heldAt: undefined }
      const present = await presentArticles(heard)
      const speakers = await quotedSpeakers(heard, view)
      const withheld = audience.permittedOnly ? await prohibited(heard) : new Set<string>()
      const told: Row[] = []
      for (const row of heard) {
        const article = row.articleId === null ? undefined : present.get(row.articleId)
        if (row.resource !== 'article') {
          const isHad =
            row.resource === 'speaker'
              ? speakers.has(row.resourceId)
              : article !== undefined && isEntitled(article, audience, view.now)
          const type = withheld.has(row.resourceId) ? afterWithholding(row.type) : row.type
          if (isHad && type !== undefined) told.push({ ...row, type })
          continue
        }
        const type = toldOfArticle(row, article, { audience, now: view.now })
        if (type === 'held') return { rows: told, heldAt: row.position }
        if (type !== undefined) told.push({ ...row, type })
      }
      return { rows: told, heldAt: undefined }
    },
  }
}

/** A picture that is withheld now is gone for a partner that may have had it; one that was just made it never had. */
const afterWithholding = (type: Row['type']): Row['type'] | undefined =>
  type === 'mediaCredit.created' ? undefined : 'mediaCredit.deleted'
