// Sifts a file's paragraphs: what belongs to the story is kept, what a page or an agency put around it is left
// out, and a note says so for each. What notes to editors say is not repeated in the report.

import { type AgencyLine, continuesNote, dropLineMarks, findAgencyLine } from './agency-lines.ts'
import { type Chrome, findChrome } from './chrome.ts'
import type { WireProblem } from './model.ts'
import type { Paragraph } from './paragraphs.ts'

export interface Sifted {
  kept: Paragraph[]
  slugline: string | null
  notes: WireProblem[]
}

interface Sifting extends Sifted {
  /** Why everything from here on is left out. */
  closed: { code: string; why: string } | undefined
  /** Whether the short lines after a heading such as "RELATED ARTICLES" are being left out. */
  inList: boolean
  /** Block of a note to editors that may go on in the next line. */
  noteBlock: number | undefined
  /** Whether the file opened with ZCZC, so that marked lines head the story. */
  framed: boolean
}

const noteLeftOut = 'Left out: a note to editors.'
/** Wires mark the ends of their first lines; further down a line may end in "A+". */
const marksReach = 6
const longEnoughForList = 140

/** Parts the story from what stands around it. */
export function siftParagraphs(paragraphs: readonly Paragraph[]): Sifted {
  const sifting: Sifting = {
    kept: [],
    slugline: null,
    notes: [],
    closed: undefined,
    inList: false,
    noteBlock: undefined,
    framed: false,
  }
  for (const paragraph of paragraphs) sift(sifting, paragraph)
  const { kept, slugline, notes } = sifting
  return { kept, slugline, notes }
}

function sift(sifting: Sifting, paragraph: Paragraph): void {
  if (sifting.closed !== undefined) leaveOut(sifting, paragraph, sifting.closed)
  else if (!isSifted(sifting, paragraph)) keep(sifting, paragraph)
}

function isSifted(sifting: Sifting, paragraph: Paragraph): boolean {
  const { text } = paragraph
  if (sifting.framed && siftFrame(sifting, paragraph)) return true
  const kind = findAgencyLine(dropLineMarks(text))
  if (kind !== undefined && siftAgencyLine(sifting, paragraph, kind)) return true
  if (sifting.noteBlock === paragraph.block && continuesNote(text)) {
    dropNote(sifting, paragraph)
    return true
  }
  const chrome = findChrome(text) ?? (sifting.inList && isListed(text) ? listedLink : undefined)
  if (chrome !== undefined) siftChrome(sifting, paragraph, chrome)
  return chrome !== undefined
}

const listedLink: Chrome = { kind: 'link to another story', reach: 'list' }

function keep(sifting: Sifting, paragraph: Paragraph): void {
  sifting.inList = false
  const isMarked = sifting.kept.length < marksReach || paragraph.text.startsWith('^')
  const text = isMarked ? dropLineMarks(paragraph.text) : paragraph.text
  if (text !== '') sifting.kept.push({ ...paragraph, text })
}

/** AAP's frame: one mark a line before the story; "$" leads its headline, "#" its slug. */
function siftFrame(sifting: Sifting, paragraph: Paragraph): boolean {
  const [, mark, value = ''] = /^([%#$:&*@~^])\s?(.*)$/u.exec(paragraph.text) ?? []
  if (mark === undefined || sifting.kept.length > 1) return false
  if (mark === '#') sifting.slugline ??= value.trim()
  if (mark === '$' && value.trim().includes(' ')) sifting.kept.push({ ...paragraph, text: value.trim() })
  return true
}

function siftAgencyLine(sifting: Sifting, paragraph: Paragraph, kind: AgencyLine): boolean {
  const hasStory = sifting.kept.length > 1
  switch (kind) {
    case 'slug':
    case 'header':
      if (sifting.kept.length > 1) return false
      sifting.framed ||= /^zczc/iu.test(paragraph.text)
      if (kind === 'slug') sifting.slugline ??= dropLineMarks(paragraph.text)
      return true
    case 'editorNote':
      dropNote(sifting, paragraph)
      return true
    case 'embargo':
      note(
        sifting,
        paragraph,
        'embargo_notice',
        `Line ${paragraph.line} speaks of an embargo: set it on the article before publishing.`,
      )
      return true
    case 'notForPublication':
      sifting.closed = { code: 'editor_note_removed', why: 'a note to editors' }
      dropNote(sifting, paragraph)
      return true
    case 'endMark':
      if (hasStory) sifting.closed = { code: 'after_end', why: 'text after the end mark' }
      return hasStory
    case 'rule':
    case 'signOff':
      return true
  }
}

function siftChrome(sifting: Sifting, paragraph: Paragraph, { kind, reach }: Chrome): void {
  const removed = { code: 'chrome_removed', why: kind }
  leaveOut(sifting, paragraph, removed)
  sifting.inList = reach === 'list'
  const enough = reach === 'rest' ? 2 : 4
  const reachesOn = reach === 'rest' || reach === 'restOfLongPage'
  if (reachesOn && sifting.kept.length >= enough) sifting.closed = removed
}

/** A title in a list of links: short and without the full stop of a sentence. */
const isListed = (text: string): boolean => text.length < longEnoughForList && !/[.!?…]["”’»]?$/u.test(text)

/** What stands behind the end mark may be meant for editors alone, so the report quotes page furniture only. */
function leaveOut(
  sifting: Sifting,
  paragraph: Paragraph,
  { code, why }: { code: string; why: string },
): void {
  const { text } = paragraph
  const excerpt = text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text
  const isPage = code === 'chrome_removed'
  note(sifting, paragraph, code, isPage ? `Left out (${why}): ${excerpt}` : `Left out: ${why}.`)
}

function dropNote(sifting: Sifting, paragraph: Paragraph): void {
  sifting.noteBlock = paragraph.block
  note(sifting, paragraph, 'editor_note_removed', noteLeftOut)
}

function note(sifting: Sifting, { line }: Paragraph, code: string, message: string): void {
  sifting.notes.push({ line, code, message, severity: 'note' })
}
