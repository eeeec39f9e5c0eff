// What a reader of plain wire text gives: stories in neutral parts, and problems with the line they stand in.

import type { Byline } from '../../extraction/byline.ts'
import type { CreditLine } from '../../extraction/credit-line.ts'
import type { Dateline } from '../../extraction/dateline.ts'

export interface WireProblem {
  /** Line of the file, from 1. */
  line: number
  code: string
  /** One sentence for the person who sent the file. */
  message: string
  /** An `error` refuses the story, a `note` tells what was left out or assumed. */
  severity: 'note' | 'error'
}

export interface WireMedia {
  caption: string | null
  credit: CreditLine | null
}

export interface WireStory {
  headline: string
  /** The deck: a short paragraph between headline and byline or dateline. */
  summary: string | null
  byline: Byline | null
  dateline: Omit<Dateline, 'end'> | null
  /** The body alone: no dateline, byline, caption, editor's note or page chrome. */
  paragraphs: string[]
  media: WireMedia[]
  /** BCP 47, judged by the commonest words; null when they do not tell. */
  language: string | null
  /** The agency's own name for the story ("BC-Harbor Bridge"), where it is sent. */
  slugline: string | null
  problems: WireProblem[]
}

export interface WireText {
  /** Empty when the file was refused; then `problems` holds one error. */
  stories: WireStory[]
  problems: WireProblem[]
}
