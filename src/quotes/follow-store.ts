import { asc, eq } from 'drizzle-orm'
import { searchStore } from '../articles/search-store.ts'
import type { ArticleRow } from '../articles/store.ts'
import type { Database, Queries } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import { appendChanges } from '../db/outbox.ts'
import { anchorQuotes, type Remembered } from './anchor.ts'
import { type Finding, findQuotes } from './findings.ts'
import { placesIn } from './place.ts'
import { type QuoteContent, type QuoteRow, quoteRows, type Step } from './row-store.ts'
import { isKept, isRejected, rulesOut } from './rules.ts'
import { speakerNames } from './speaker-name-store.ts'

interface Article extends ArticleRow {
  places: ReturnType<typeof placesIn>
}

/** Keeps an article's quotes in step with its text. */
export function quoteFollower(db: Database, now: () => Date) {
  const { tables } = db
  const rows = quoteRows(db, now)
  const search = searchStore(db)
  const { ensureSpeakers, holdSpeakers } = speakerNames(db, now)

  async function captionsOf(tx: Queries, articleId: string): Promise<string[]> {
    const { mediaCredits } = tables
    const credits = await tx
      .select({ caption: mediaCredits.caption })
      .from(mediaCredits)
      .where(eq(mediaCredits.articleId, articleId))
      .orderBy(asc(mediaCredits.position), asc(mediaCredits.id))
    return credits.flatMap(({ caption }) => (caption === null ? [] : [caption]))
  }

  /** Sets what differs; a quote that stands as it stood is not touched, and stays at its version. */
  async function settle(tx: Queries, article: Article, [row, set]: [QuoteRow, Partial<QuoteContent>]) {
    const current: Record<string, unknown> = row
    const isSame = Object.entries(set).every(([name, value]) => current[name] === value)
    return isSame ? row : rows.update(tx, row, { ...set, articleVersion: article.version })
  }

  /** What an editor decided is only placed anew: where its words stand now, or nowhere. A rejection outlives both. */
  async function followKept(tx: Queries, article: Article, kept: readonly QuoteRow[]): Promise<Step[]> {
    const starts = anchorQuotes(
      article.bodyText,
      kept.map((row) => remember(row, article)),
    )
    const steps: Step[] = []
    for (const [i, row] of kept.entries()) {
      const start = starts[i]
      const set =
        start === undefined
          ? orphaned
          : { ...article.places.placeOf(start, start + row.text.length), state: 'anchored' as const }
      const { state } = isRejected(row) ? row : set
      steps.push([row, await settle(tx, article, [row, { ...set, state }])])
    }
    return steps
  }

  /** What extraction found before becomes what it finds now: the same words keep their row, and lost ones wait in theirs. */
  async function followFound(
    tx: Queries,
    article: Article,
    { found, findings }: { found: readonly QuoteRow[]; findings: readonly Finding[] },
  ): Promise<Step[]> {
    const contentOf = await contentWriter(tx, findings)
    const byWords = groupBy(findings, (finding) => finding.text)
    const byStart = new Map(findings.map((finding) => [finding.start, finding]))
    const starts = anchorQuotes(
      article.bodyText,
      found.map((row) => remember(row, article)),
      (exact) => byWords(exact).map((finding) => finding.start),
    )
    const steps: Step[] = []
    for (const [i, row] of found.entries()) {
      const start = starts[i]
      const finding = start === undefined ? undefined : byStart.get(start)
      if (start !== undefined) byStart.delete(start)
      const set = finding === undefined ? orphaned : contentOf(finding)
      steps.push([row, await settle(tx, article, [row, set])])
    }
    const added = [...byStart.values()].map((finding) => ({
      ...contentOf(finding),
      origin: 'extracted' as const,
      reviewedAt: null,
      articleVersion: article.version,
    }))
    const inserted = await rows.insert(tx, article.id, added)
    return [...steps, ...inserted.map((row): Step => [undefined, row])]
  }

  /** Turns findings into columns, once their speakers are known by id. */
  async function contentWriter(tx: Queries, findings: readonly Finding[]) {
    const named = findings.flatMap(({ speakerName: name, speakerKind: kind }) =>
      name === null ? [] : [{ name, kind }],
    )
    const speakers = await ensureSpeakers(tx, named)
    return ({ start: _, speakerKind: __, ...finding }: Finding) => ({
      ...finding,
      speakerId: finding.speakerKey === null ? null : (speakers.get(finding.speakerKey) ?? null),
      state: 'anchored' as const,
    })
  }

  return {
    /**
     * Brings the quotes of an article in line with its text, headline and captions, in a transaction that made the article or
     * holds its row. What an editor made, confirmed or rejected is placed anew; of the rest, the same words keep their id. A
     * quote whose words are gone is orphaned, and comes back with them under its id. Changes nothing where nothing changed, so it may be called again, as an import does
     * once the captions are in.
     */
    async onBodyChanged(tx: Queries, row: ArticleRow): Promise<void> {
      const article = { ...row, places: placesIn(row) }
      await holdSpeakers(tx, article.id)
      const all = await rows.ofArticle(tx, article.id)
      // Apart, since a place is given once: what an editor rejected leaves it to what was put in its stead.
      const decided = await followKept(
        tx,
        article,
        all.filter((quote) => isKept(quote) && !isRejected(quote)),
      )
      const rejected = await followKept(tx, article, all.filter(isRejected))
      const kept = [...decided, ...rejected]
      const findings = findQuotes(article, await captionsOf(tx, article.id)).filter(
        (finding) => !kept.some(([, after]) => after !== undefined && rulesOut(after, finding)),
      )
      const found = all.filter((quote) => !isKept(quote))
      const followed = await followFound(tx, article, { found, findings })
      await search.refresh(tx, article.id)
      await appendChanges(tx, tables, rows.changesOf(article, [...kept, ...followed]))
    },
  }
}

const orphaned = { positionStart: null, positionEnd: null, block: null, state: 'orphaned' as const }

/** A stored place is one in the former text; it is near enough to choose between places in the new one. */
const remember = (row: QuoteRow, { places }: Article): Remembered => ({
  exact: row.text,
  prefix: row.prefix ?? '',
  suffix: row.suffix ?? '',
  near: row.positionStart === null ? undefined : places.toUtf16(row.positionStart),
})
