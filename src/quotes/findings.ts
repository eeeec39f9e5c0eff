// What extraction finds in an article that is worth keeping. Only direct and mixed quotes are: what stands in quotation marks
// is certain in its words, while indirect speech is a reading of the text, and the list of an article's quotes is to hold
// what was said. Editors may add indirect ones.

import { extractQuotes } from '../extraction/quotes.ts'
import { foldName } from '../text/names.ts'
import { type Place, placesIn } from './place.ts'

/** A found quote, in the words of its columns; `start` is its UTF-16 offset. */
export interface Finding extends Place {
  start: number
  kind: 'direct' | 'mixed'
  text: string
  speakerName: string | null
  speakerKey: string | null
  speakerTitle: string | null
  speakerOrganization: string | null
  speakerKind: string | null
  cue: string | null
  viaName: string | null
  viaText: string | null
  viaKey: string | null
  rule: string
  confidence: number
}

/** More often right than wrong, as measured; below it are words in marks that nobody is seen to say. */
const leastConfidence = 0.5

interface Story {
  headline: string
  language: string | null
  summary: string | null
  bodyText: string
  blocks: readonly object[]
}

/** The quotes of an article, in the order of its text; captions introduce people too. */
export function findQuotes(article: Story, captions: readonly string[]): Finding[] {
  const before = [article.headline, ...(article.summary === null ? [] : [article.summary]), ...captions]
  const { placeOf } = placesIn(article)
  // Who speaks where no verb says so is inferred by the grammar of English; in another language that gives words for names.
  const readsGrammar = article.language === null || /^en\b/i.test(article.language)
  return extractQuotes(article.bodyText, { before }).flatMap((found) => {
    if (found.kind === 'indirect' || found.confidence < leastConfidence) return []
    const speaker = found.cue === null && !readsGrammar ? null : found.speaker
    return [
      {
        start: found.start,
        kind: found.kind,
        text: found.text,
        speakerName: speaker?.name ?? null,
        speakerKey: speaker === null ? null : foldName(speaker.name),
        speakerTitle: speaker?.title ?? null,
        speakerOrganization: speaker?.organization ?? null,
        speakerKind: speaker?.kind ?? null,
        cue: found.cue,
        viaName: found.via?.name ?? null,
        viaText: found.via?.text ?? null,
        viaKey: found.via === null ? null : foldName(found.via.name),
        rule: found.rule,
        confidence: found.confidence,
        ...placeOf(found.start, found.end),
      },
    ]
  })
}
