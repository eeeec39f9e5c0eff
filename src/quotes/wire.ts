// Rows become the wire's quote here and nowhere else; a new column shows only when it is written here.

import type { Tables } from '../db/schema.ts'
import type { Quote } from './schema.ts'

type QuoteRow = Tables['quotes']['$inferSelect']

export function toQuote(row: QuoteRow): Quote {
  return {
    id: row.id,
    articleId: row.articleId,
    articleVersion: row.articleVersion,
    kind: row.kind,
    text: row.text,
    speaker: toSpeaker(row),
    cue: row.cue,
    via: row.viaName === null ? null : { name: row.viaName, text: row.viaText },
    position: toPosition(row),
    selector: { exact: row.text, prefix: row.prefix ?? '', suffix: row.suffix ?? '' },
    state: row.state,
    origin: row.origin,
    confidence: row.confidence,
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** Name, title and organization are those of the article; the id is that of the person. */
function toSpeaker(row: QuoteRow): Quote['speaker'] {
  if (row.speakerId === null || row.speakerName === null) return null
  const { speakerId, speakerName, speakerTitle, speakerOrganization } = row
  return { id: speakerId, name: speakerName, title: speakerTitle, organization: speakerOrganization }
}

function toPosition(row: QuoteRow): Quote['position'] {
  if (row.positionStart === null || row.positionEnd === null || row.block === null) return null
  return { start: row.positionStart, end: row.positionEnd, block: row.block }
}
