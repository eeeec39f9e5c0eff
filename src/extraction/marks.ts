// Marks: which quotation marks belong together. A mark's glyph and its neighbours say whether it opens or closes; where
// the two disagree the neighbours win, because wrong-way marks are common in copied news. Marks inside a quotation
// belong to it. A quotation that is still open at the end of a paragraph lasts to that end if the next paragraph opens
// with a mark (the custom for speech over several paragraphs); else it is refused, for nobody can tell where it ends.

import type { Token } from './tokens.ts'

export interface QuotedSpan {
  /** Index of the opening mark's token, and of the closing one's (or of the paragraph's last token). */
  readonly first: number
  readonly last: number
  /** Offsets of the text inside the marks. */
  readonly start: number
  readonly end: number
  readonly isClosed: boolean
  /** The sign right before the closing mark: a comma lets the sentence go on, a stop ends it. */
  readonly finalSign: string
}

export interface TokenRange {
  readonly first: number
  readonly end: number
}

type Role = 'open' | 'close' | 'either' | 'none'

const OPENING = '“„«「『‟'
const CLOSING = '”»」』'

/** The quotations of each paragraph, outermost only, in the order of the text. */
export function pairMarks(
  text: string,
  tokens: readonly Token[],
  paragraphs: readonly TokenRange[],
): QuotedSpan[][] {
  const found: QuotedSpan[][] = []
  let isContinued = false
  paragraphs.forEach((paragraph, index) => {
    const next = paragraphs[index + 1]
    const opensNext = next !== undefined && tokens[next.first]?.kind === 'mark'
    const { spans, isOpen } = pairParagraph({ text, tokens, paragraph, opensNext, isContinued })
    isContinued = isOpen && opensNext
    found.push(spans)
  })
  return found
}

interface ParagraphMarks {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly paragraph: TokenRange
  readonly opensNext: boolean
  readonly isContinued: boolean
}

function pairParagraph({ text, tokens, paragraph, opensNext, isContinued }: ParagraphMarks): {
  spans: QuotedSpan[]
  isOpen: boolean
} {
  const spans: QuotedSpan[] = []
  const stack: number[] = []
  for (let index = paragraph.first; index < paragraph.end; index += 1) {
    if (tokens[index]?.kind !== 'mark') continue
    const role = roleOf({ text, tokens, index, paragraph, depth: stack.length })
    if (role === 'open') stack.push(index)
    if (role !== 'close') continue
    const opener = stack.pop()
    // Empty marks quote nothing.
    if (opener !== undefined && opener + 1 < index) spans.push(toSpan(tokens, opener, index))
  }
  const unclosed = stack[0]
  if (unclosed === undefined) return { spans: outermost(spans), isOpen: false }
  const isAccepted = opensNext || (isContinued && unclosed === paragraph.first)
  if (isAccepted) spans.push(toOpenSpan(tokens, unclosed, paragraph.end))
  return { spans: outermost(spans), isOpen: true }
}

const toSpan = (tokens: readonly Token[], first: number, last: number): QuotedSpan => ({
  first,
  last,
  start: tokens[first]?.end ?? 0,
  end: tokens[last]?.start ?? 0,
  isClosed: true,
  finalSign: signOf(tokens[last - 1]),
})

const toOpenSpan = (tokens: readonly Token[], first: number, end: number): QuotedSpan => ({
  first,
  last: end - 1,
  start: tokens[first]?.end ?? 0,
  end: tokens[end - 1]?.end ?? 0,
  isClosed: false,
  finalSign: signOf(tokens[end - 1]),
})

const signOf = (token: Token | undefined): string => {
  if (token?.kind === 'punctuation' || token?.kind === 'single') return token.text
  return token?.text.endsWith('.') ? '.' : ''
}

/** Drops what lies inside another span; spans come ordered by their last token, so one look back suffices. */
function outermost(spans: readonly QuotedSpan[]): QuotedSpan[] {
  const kept: QuotedSpan[] = []
  for (const span of spans) {
    while ((kept.at(-1)?.first ?? -1) > span.first) kept.pop()
    kept.push(span)
  }
  return kept
}

interface MarkPlace {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly index: number
  readonly paragraph: TokenRange
  readonly depth: number
}

function roleOf({ text, tokens, index, paragraph, depth }: MarkPlace): Role {
  const mark = tokens[index]
  if (mark === undefined) return 'none'
  const before = index > paragraph.first ? tokens[index - 1] : undefined
  const after = index + 1 < paragraph.end ? tokens[index + 1] : undefined
  const isLeftFree = before === undefined || before.end < mark.start || opensBracket(before)
  const isRightFree = after === undefined || after.start > mark.end || closesBefore(after)
  if (isInches(text, mark, before)) return 'none'
  if (isLeftFree && !isRightFree) return 'open'
  if (isRightFree && !isLeftFree) return depth > 0 ? 'close' : 'none'
  return byGlyph(mark.text, depth)
}

const byGlyph = (glyph: string, depth: number): Role => {
  if (OPENING.includes(glyph)) return 'open'
  if (CLOSING.includes(glyph)) return depth > 0 ? 'close' : 'none'
  return depth > 0 ? 'close' : 'open'
}

const opensBracket = (token: Token): boolean =>
  '([{—–-'.includes(token.text[0] ?? '') || (token.kind === 'single' && '‘'.includes(token.text))

const closesBefore = (token: Token): boolean =>
  (token.kind === 'punctuation' && !'([{$#€£'.includes(token.text[0] ?? '')) || token.kind === 'possessive'

/** 6'3" is a height. */
function isInches(text: string, mark: Token, before: Token | undefined): boolean {
  if (before?.kind !== 'number' || before.end !== mark.start) return false
  const foot = text[before.start - 1]
  return foot === "'" || foot === '’' || foot === '′'
}
