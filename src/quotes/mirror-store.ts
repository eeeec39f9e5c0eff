import { searchStore } from '../articles/search-store.ts'
import type { ArticleRow } from '../articles/store.ts'
import type { Database, Queries } from '../db/database.ts'
import { appendChanges } from '../db/outbox.ts'
import { foldName } from '../text/names.ts'
import { placesIn } from './place.ts'
import { quoteRows, type Step } from './row-store.ts'
import { toSaying } from './rules.ts'
import type { Quote } from './schema.ts'
import { speakerNames } from './speaker-name-store.ts'

/** A quote as another site shows it. */
export type MirroredQuote = Pick<Quote, 'kind' | 'text' | 'speaker' | 'cue' | 'via' | 'position'>

/** Gives an article the quotes that another site shows of the same text. */
export function quoteMirror(db: Database, now: () => Date) {
  const { tables } = db
  const rows = quoteRows(db, now)
  const search = searchStore(db)
  const { ensureSpeakers, holdSpeakers } = speakerNames(db, now)

  function toContent(article: ArticleRow, quote: MirroredQuote) {
    const { toUtf16, placeOf } = placesIn(article)
    const start = toUtf16(quote.position?.start ?? 0)
    if (quote.position === null || !article.bodyText.startsWith(quote.text, start)) return undefined
    const { kind, cue, speaker, via, text } = quote
    const { name, title = null, organization = null } = speaker ?? {}
    const saying = toSaying({
      kind,
      cue,
      via,
      speaker: name === undefined ? null : { name, title, organization },
    })
    return { ...saying, ...placeOf(start, start + text.length), text }
  }

  /**
   * Makes these the quotes of an article, in a transaction that made it or holds its row: what is there already keeps its id. They
   * stand as an editor's do, so that what is extracted here never takes their place. Throws `stale`.
   */
  return async (tx: Queries, article: ArticleRow, wanted: readonly MirroredQuote[]): Promise<void> => {
    await holdSpeakers(tx, article.id)
    const contents = wanted.flatMap((quote) => toContent(article, quote) ?? [])
    const missing = new Map(contents.map((content) => [keyOf(content), content]))
    const steps: Step[] = []
    for (const row of await rows.ofArticle(tx, article.id)) {
      if (row.state === 'anchored' && missing.delete(keyOf(row))) continue
      await rows.remove(tx, row)
      steps.push([row, undefined])
    }
    const named = [...missing.values()].flatMap(({ speakerName: name }) =>
      name === null ? [] : [{ name, kind: null }],
    )
    const ids = await ensureSpeakers(tx, named)
    const added = [...missing.values()].map((content) => {
      const speakerKey = content.speakerName === null ? null : foldName(content.speakerName)
      const speakerId = speakerKey === null ? null : (ids.get(speakerKey) ?? null)
      return {
        ...content,
        ...byItsSource,
        speakerKey,
        speakerId,
        articleVersion: article.version,
        reviewedAt: now(),
      }
    })
    const inserted = await rows.insert(tx, article.id, added)
    steps.push(...inserted.map((row): Step => [undefined, row]))
    if (steps.length === 0) return
    await search.refresh(tx, article.id)
    await appendChanges(tx, tables, rows.changesOf(article, steps))
  }
}

const byItsSource = { state: 'anchored', origin: 'editor', rule: null, confidence: null } as const

type Said = NonNullable<ReturnType<typeof toSaying>> & { text: string; positionStart: number | null }

const keyOf = ({ kind, text, positionStart, cue, ...said }: Said): string =>
  JSON.stringify([
    kind,
    text,
    positionStart,
    cue,
    said.speakerName,
    said.speakerTitle,
    said.speakerOrganization,
    said.viaName,
    said.viaText,
  ])
