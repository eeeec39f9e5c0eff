import { type AnyColumn, and, asc, eq, exists, gt, inArray, type SQL } from 'drizzle-orm'
import { chunks } from '../db/chunks.ts'
import type { Database, Queries } from '../db/database.ts'
import type { SearchedResource } from '../db/schema.ts'
import { hasTerms, hasTermsEach, isCommon } from '../db/search.ts'
import { parseSearchQuery } from '../text/search-query.ts'
import { searchWords } from '../text/search-words.ts'
import { workOff } from './backlog-store.ts'

/** The form of what is stored. Whoever changes which words are kept, or how, counts it up: every article is then indexed anew. */
const searchForm = 1

/** Up to so many hits are listed in some milliseconds; to ask one document after another would take longer. */
const mostLookedUp = 2000

/** Words of one document that are found; what a long text says farther down is not. */
const mostWords = 16_000
/** PostgreSQL takes a mebibyte of words in a document. */
const mostBytes = 700_000

/** Between fields, so that no phrase reaches from one into the next: no word looks like it. */
const fieldEnd = ' ¶ '

type Part = string | null | undefined

interface Search {
  q?: string
  count?: 'exact'
}

interface Document {
  resource: SearchedResource
  resourceId: string
  title: Part[]
  words: Part[]
}

/** A document that is not what it is made of. */
interface Stale {
  resource: SearchedResource
  resourceId: string
  how: 'missing' | 'outdated' | 'left over'
}

/**
 * What can be searched, kept in step with what it is made of in the transaction that changes that. Who may find it is decided
 * where it is listed: everything is written here, drafts too.
 */
export function searchStore(db: Database, { rare = mostLookedUp } = {}) {
  const { tables } = db
  const { articles, mediaCredits, quotes, searchDocuments: documents } = tables

  const documentsWith = (resource: SearchedResource, ...more: SQL[]) =>
    db.read
      .select({ id: documents.resourceId })
      .from(documents)
      .where(and(eq(documents.resource, resource), ...more))

  /**
   * The condition that `id`, of this resource, is found by the query; undefined without one. Where all is counted, every hit is
   * looked up. A page of a list has an order of its own: of what is rare every hit is looked up, of what is common the walk
   * soon meets enough. Throws `invalid` for a query without words.
   */
  async function finds(
    resource: SearchedResource,
    id: AnyColumn,
    { q, count }: Search,
  ): Promise<SQL | undefined> {
    if (q === undefined) return undefined
    const terms = parseSearchQuery(q)
    const isWalked = count !== 'exact' && (await isCommon(db, { terms, resource, most: rare }))
    if (!isWalked) return inArray(id, documentsWith(resource, hasTerms(db, terms)))
    return exists(documentsWith(resource, eq(documents.resourceId, id), hasTermsEach(db, terms)))
  }

  async function documentsOf(tx: Queries, articleId: string): Promise<Document[]> {
    const [article] = await tx.select().from(articles).where(eq(articles.id, articleId))
    if (article === undefined) return []
    const credits = await tx
      .select()
      .from(mediaCredits)
      .where(eq(mediaCredits.articleId, articleId))
      .orderBy(asc(mediaCredits.position), asc(mediaCredits.id))
    const said = await tx.select().from(quotes).where(eq(quotes.articleId, articleId)).orderBy(asc(quotes.id))
    // A caption whose rights end would be found in the article after it has left the public view; one that partners may not
    // have, by them.
    const captions = credits
      .filter(({ rightsExpireAt, syndication }) => rightsExpireAt === null && syndication === 'permitted')
      .map(({ caption }) => caption)
    const speakers = said
      .filter((quote) => quote.state === 'anchored')
      .flatMap((quote) => [quote.speakerName, quote.speakerTitle, quote.speakerOrganization])
    const { headline, summary, bodyText } = article
    return [
      {
        resource: 'article',
        resourceId: articleId,
        title: [headline],
        words: [summary, ...new Set(speakers), ...captions, bodyText],
      },
      ...credits.map(({ id, caption, altText, creditLine }) => ({
        resource: 'mediaCredit' as const,
        resourceId: id,
        title: [caption],
        words: [altText, creditLine],
      })),
      ...said.map((quote) => ({
        resource: 'quote' as const,
        resourceId: quote.id,
        title: [quote.text],
        words: [quote.speakerName, quote.speakerTitle, quote.speakerOrganization, quote.viaName],
      })),
    ]
  }

  /** What the documents of an article would have to be, and which are there that are none. */
  async function compare(tx: Queries, articleId: string) {
    const wanted = (await documentsOf(tx, articleId)).map((document) => toRow(articleId, document))
    const present = await tx.select().from(documents).where(eq(documents.articleId, articleId))
    const unclaimed = new Map(present.map((row) => [row.resourceId, row]))
    const missing: typeof wanted = []
    const outdated: { id: number; row: (typeof wanted)[number] }[] = []
    for (const row of wanted) {
      const before = unclaimed.get(row.resourceId)
      unclaimed.delete(row.resourceId)
      if (before === undefined) missing.push(row)
      else if (before.title !== row.title || before.words !== row.words) outdated.push({ id: before.id, row })
    }
    return { missing, outdated, leftOver: [...unclaimed.values()] }
  }

  /** Brings the documents of an article, its credits and its quotes up to date; writes only what differs. */
  async function refresh(tx: Queries, articleId: string): Promise<void> {
    const { missing, outdated, leftOver } = await compare(tx, articleId)
    for (const { id, row } of outdated) {
      const { title, words } = row
      await tx.update(documents).set({ title, words }).where(eq(documents.id, id))
    }
    for (const chunk of chunks(missing)) await tx.insert(documents).values(chunk)
    const gone = leftOver.map(({ id }) => id)
    for (const ids of chunks(gone)) await tx.delete(documents).where(inArray(documents.id, ids))
  }

  /** The next articles by id, each with whether it is to be indexed: where it never was, or by an earlier form. */
  const next = async (after: string, doneForm: number | undefined) => {
    const rows = await db.read
      .select({ id: articles.id, document: documents.id })
      .from(articles)
      .leftJoin(documents, and(eq(documents.resource, 'article'), eq(documents.resourceId, articles.id)))
      .where(gt(articles.id, after))
      .orderBy(asc(articles.id))
      .limit(500)
    return rows.map(({ id, document }) => ({ id, isMissing: document === null || doneForm !== undefined }))
  }

  return {
    finds,

    refresh,

    /** The documents of an article that are not what it is found by, and how. */
    async stale(tx: Queries, articleId: string): Promise<Stale[]> {
      const { missing, outdated, leftOver } = await compare(tx, articleId)
      const be = (how: Stale['how']) => (row: Omit<Stale, 'how'>) => ({
        resource: row.resource,
        resourceId: row.resourceId,
        how,
      })
      return [
        ...missing.map(be('missing')),
        ...outdated.map(({ row }) => row).map(be('outdated')),
        ...leftOver.map(be('left over')),
      ]
    },

    /** Indexes what never was, which is what was there before there was a search, once; a few articles at a time. */
    indexMissing: (): Promise<void> =>
      workOff(db, { name: 'search', form: searchForm, next, write: refresh }),
  }
}

function toRow(articleId: string, { resource, resourceId, title, words }: Document) {
  const budget = { words: mostWords, bytes: mostBytes }
  return {
    resource,
    resourceId,
    articleId,
    title: toWords(title, budget),
    words: toWords(words, budget),
  }
}

function toWords(parts: readonly Part[], budget: { words: number; bytes: number }): string {
  const fields: string[] = []
  for (const part of parts) {
    if (part === null || part === undefined || budget.words <= 0) continue
    const kept: string[] = []
    for (const { word } of searchWords(part, budget.words)) {
      budget.bytes -= Buffer.byteLength(word) + 1
      if (budget.bytes < 0) break
      kept.push(word)
    }
    budget.words -= kept.length + 1
    if (kept.length > 0) fields.push(kept.join(' '))
  }
  return fields.join(fieldEnd)
}
