import { eq, inArray, type SQL } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import { isVisibleArticle, isVisibleQuote } from '../articles/published.ts'
import { searchStore } from '../articles/search-store.ts'
import type { ArticleRow } from '../articles/store.ts'
import type { Addresses } from '../articles/wire.ts'
import type { Database, Queries } from '../db/database.ts'
import { appendChanges } from '../db/outbox.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { type Expected, requireVersion } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import { foldName } from '../text/names.ts'
import { quoteFollower } from './follow-store.ts'
import { placesIn } from './place.ts'
import { quotedArticles } from './quoted-article-store.ts'
import { nothingHere, quoteReads } from './read-store.ts'
import { type QuoteRow, quoteRows, type Step } from './row-store.ts'
import {
  applyPatch,
  compete,
  isKept,
  isRejected,
  isSameStretch,
  locate,
  requireWords,
  type Saying,
  stateOfRestored,
  toSaying,
} from './rules.ts'
import type { NewQuote, Quote, QuotePatch } from './schema.ts'
import { speakerNames } from './speaker-name-store.ts'
import { toQuote } from './wire.ts'

export type QuoteStore = ReturnType<typeof quoteStore>

interface QuoteDeps {
  now: () => Date
  cursors: Cursors
  addresses: Addresses
}

interface Access {
  expected: Expected
  actor: Actor
}

/**
 * Quotes: reads as in `read-store.ts`, following the text as in `follow-store.ts`, and every write by an editor, each in one
 * transaction. Who writes an article's quotes holds the article's row meanwhile, so that the text stays the one they
 * were placed in.
 */
export function quoteStore(db: Database, { now, cursors, addresses }: QuoteDeps) {
  const { tables } = db
  const { articles, quotes } = tables
  const rows = quoteRows(db, now)
  const search = searchStore(db)
  const { ensureSpeakers, holdSpeakers } = speakerNames(db, now)

  /** The article, held, as far as the caller may see it. */
  async function hold(tx: Queries, condition: SQL, actor: Actor): Promise<ArticleRow | undefined> {
    const row = await holdArticle(tx, tables, condition)
    return row !== undefined && isVisibleArticle(row, { actor, now: now() }) ? row : undefined
  }

  /** A quote and its article, held. Throws `not_found` and as `requireVersion`. */
  async function findForUpdate(tx: Queries, id: string, { expected, actor }: Access) {
    const articleId = tx.select({ id: quotes.articleId }).from(quotes).where(eq(quotes.id, id))
    const article = await hold(tx, inArray(articles.id, articleId), actor)
    if (article !== undefined) await holdSpeakers(tx, article.id)
    const [row] = await tx.select().from(quotes).where(eq(quotes.id, id))
    if (article === undefined || row === undefined || !isVisibleQuote(row, actor)) throw nothingHere()
    requireVersion(expected, row.version)
    return { row, article }
  }

  async function withSpeaker(tx: Queries, saying: Saying) {
    const { speakerName: name } = saying
    if (name === null) return { ...saying, speakerKey: null, speakerId: null }
    const ids = await ensureSpeakers(tx, [{ name, kind: null }])
    const speakerKey = foldName(name)
    return { ...saying, speakerKey, speakerId: ids.get(speakerKey) ?? null }
  }

  /** What extraction made of the same words makes room; what an editor decided does not. Throws `conflict`. */
  async function makeRoom(
    tx: Queries,
    article: ArticleRow,
    wanted: Parameters<typeof compete>[0],
  ): Promise<Step[]> {
    const rivals = (await rows.ofArticle(tx, article.id)).filter(
      (row) => !isRejected(row) && compete(row, wanted),
    )
    const decided = rivals.find((row) => isKept(row) && isSameStretch(row, wanted))
    if (decided !== undefined) {
      throw new AppError('conflict', `These words are the quote ${decided.id} already; change that one.`)
    }
    const displaced = rivals.filter((row) => !isKept(row))
    for (const row of displaced) await rows.remove(tx, row)
    return displaced.map((row): Step => [row, undefined])
  }

  /** Takes a rejection back, which has kept the words out of reach of extraction. Throws as `makeRoom` does. */
  async function restore(tx: Queries, article: ArticleRow, row: QuoteRow) {
    if (!isRejected(row)) return { displaced: [], state: row.state }
    return { displaced: await makeRoom(tx, article, row), state: stateOfRestored(row) }
  }

  return {
    ...quoteReads(db, cursors),
    ...quoteFollower(db, now),
    quotedArticles: quotedArticles(db, addresses),

    /** Adds an editor's quote to an article the caller may see. Throws `unprocessable`, `conflict`. */
    async create(input: NewQuote, actor: Actor): Promise<Quote> {
      return db.write(async (tx) => {
        const article = await hold(tx, eq(articles.id, input.articleId), actor)
        if (article === undefined) throw noSuchArticle()
        await holdSpeakers(tx, article.id)
        const { placeOf, toUtf16 } = placesIn(article)
        const start = locate(article.bodyText, input, toUtf16)
        const place = placeOf(start, start + input.text.length)
        const saying = await withSpeaker(tx, toSaying(input))
        const displaced = await makeRoom(tx, article, { ...saying, ...place })
        const content = { ...saying, ...place, text: input.text, articleVersion: article.version }
        const [row] = await rows.insert(tx, article.id, [{ ...content, ...byEditor(now()) }])
        if (row === undefined) throw new Error('An inserted quote was not returned.')
        await search.refresh(tx, article.id)
        await appendChanges(tx, tables, rows.changesOf(article, [...displaced, [undefined, row]]))
        return toQuote(row)
      })
    },

    /**
     * Applies a merge patch, which confirms the quote and takes back its rejection.
     * Throws `not_found`, `precondition_required`, `stale`, `unprocessable`, `conflict`.
     */
    async patch(id: string, { patch, ...access }: Access & { patch: QuotePatch }): Promise<Quote> {
      return db.write(async (tx) => {
        const { row, article } = await findForUpdate(tx, id, access)
        requireWords(row, patch)
        const saying = await withSpeaker(tx, applyPatch(row, patch))
        const { displaced, state } = await restore(tx, article, { ...row, ...saying })
        const updated = await rows.update(tx, row, { ...saying, state, reviewedAt: now() })
        await search.refresh(tx, article.id)
        await appendChanges(tx, tables, rows.changesOf(article, [...displaced, [row, updated]]))
        return toQuote(updated)
      })
    },

    /**
     * Removes an editor's quote. What extraction found is rejected instead: removed, it would be found again.
     * Throws `not_found`, `precondition_required`, `stale`.
     */
    async remove(id: string, access: Access): Promise<void> {
      await db.write(async (tx) => {
        const { row, article } = await findForUpdate(tx, id, access)
        if (isRejected(row)) return
        const rejected =
          row.origin === 'extracted' ? await rows.update(tx, row, { state: 'rejected' }) : undefined
        if (rejected === undefined) await rows.remove(tx, row)
        await search.refresh(tx, article.id)
        await appendChanges(tx, tables, rows.changesOf(article, [[row, rejected]]))
      })
    },
  }
}

const byEditor = (at: Date) => ({
  state: 'anchored' as const,
  origin: 'editor' as const,
  rule: null,
  confidence: null,
  reviewedAt: at,
})

function noSuchArticle(): AppError {
  const message = '"articleId" names no article.'
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer: '/articleId', code: 'unknown', message }],
  })
}
