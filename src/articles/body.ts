// What is derived from the blocks of an article's body, once, when they are stored: its HTML, its text, and how long it is.

import { isBlank } from '../text/blank.ts'
import { readingMinutes } from '../text/reading-time.ts'
import { countWords } from '../text/words.ts'
import { blockHtml } from './block-html.ts'
import type { Block } from './blocks.ts'

/** What is stored of a body beside its blocks. */
export interface Renditions {
  /** With a marker for each picture, which `showPictures` resolves for one view. */
  html: string
  text: string
  wordCount: number
  readingMinutes: number
}

/** Derives HTML, text and length from the blocks. The text is the blocks' texts, joined by a blank line. */
export function renderBody(blocks: readonly Block[]): Renditions {
  const text = blocks
    .map(textOf)
    .filter((text) => text !== '')
    .join(blockGap)
  return {
    html: blocks.map(blockHtml).join('\n'),
    text,
    wordCount: countWords(text),
    readingMinutes: readingMinutes(text),
  }
}

const blockGap = '\n\n'

/** UTF-16 offset in the body text at which each block begins; a block without text, where the next one does. */
export function blockStarts(blocks: readonly Block[]): number[] {
  let at = 0
  return blocks.map((block) => {
    const start = at
    const { length } = textOf(block)
    at += length === 0 ? 0 : length + blockGap.length
    return start
  })
}

/** What a block says, in lines; '' for one that takes no part in the text: a picture, an embed, a table of blanks. */
function textOf(block: Block): string {
  switch (block.type) {
    case 'list':
      return block.items.join('\n')
    case 'pullQuote':
      return lines(block.text, block.attribution && `— ${block.attribution}`)
    case 'table':
      return lines(block.caption, ...[...(block.headerRows ?? []), ...block.rows].map(rowText))
    case 'image':
    case 'embed':
      return ''
    default:
      return block.text
  }
}

const lines = (...all: (string | null | undefined)[]): string => all.filter(Boolean).join('\n')

/** Cells are told apart by a tab; a row of blanks is none. */
const rowText = (cells: string[]): string => (cells.every(isBlank) ? '' : cells.join('\t'))
