// Plain wire text, as agencies send it and as it is copied from a page: bytes in, one story out. There is no
// standard; the shapes are those of real samples. Quotes are not looked for here. Refused, with line and reason:
// files that are empty, binary or in an unclear encoding, and texts without a headline or a body.

import { isBlank } from '../../text/blank.ts'
import { decodeWireText } from './decode.ts'
import type { WireProblem, WireText } from './model.ts'
import { cutParagraphs } from './paragraphs.ts'
import { siftParagraphs } from './sift.ts'
import { assembleStory } from './story.ts'

/**
 * Reads a file of wire text. Blanks of every kind become plain ones (the no-break spaces that pages set between
 * words too), so the body holds what an editor would type; its words and marks are kept exactly.
 */
export function readWireText(bytes: Uint8Array): WireText {
  const decoded = decodeWireText(bytes)
  if ('error' in decoded) return refused(decoded.error)
  if (isBlank(decoded.text))
    return refused({
      line: 1,
      code: 'blank_file',
      message: 'The file holds nothing but blanks.',
      severity: 'error',
    })
  const sifted = siftParagraphs(cutParagraphs(decoded.text))
  if (sifted.kept.length === 0) {
    const message = 'The file holds no story: every line is page furniture or an agency header.'
    return refused({ line: 1, code: 'no_headline', message, severity: 'error' })
  }
  const story = assembleStory({ ...sifted, notes: [...decoded.notes, ...sifted.notes] })
  return 'error' in story ? refused(story.error) : { stories: [story], problems: [] }
}

const refused = (error: WireProblem): WireText => ({ stories: [], problems: [error] })
