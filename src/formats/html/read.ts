// HTML as the trade sends it, in the blocks of our articles. The sanitiser closes what is open and drops what is not text, with scripts
// and styles; what is left has no attributes and is read in one pass. Tables stay tables, everything else that stands in a line of
// its own is a paragraph.

import sanitizeHtml from 'sanitize-html'
import type { StoryBlock } from '../story.ts'

const tags =
  'p br h1 h2 h3 h4 h5 h6 blockquote ul ol li table caption thead tr th td div section article header footer pre figure figcaption hr dl dt dd address aside'

/** The blocks of a document or a fragment of it; text between elements is a paragraph as well. */
export function readHtml(html: string): StoryBlock[] {
  const clean = sanitizeHtml(html.slice(0, longest), {
    allowedTags: tags.split(' '),
    allowedAttributes: {},
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'head', 'figure'],
    nestingLimit: 60,
  })
  const reader = blockReader()
  for (const [token, closing, name] of clean.matchAll(/<(\/?)([a-z0-9]+)(?: \/)?>|[^<]+/g)) {
    if (name === undefined) reader.text(unescapeHtml(token))
    else if (closing === '') reader.open(name)
    else reader.close(name)
  }
  return reader.end()
}

/** Characters; a body is at most 10 MB, and blocks hold a few of them. */
const longest = 2_000_000

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
const unescapeHtml = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot);/g, (found) => entities[found] ?? found)

/** White space of the source means nothing but a gap; a `br` is a line. */
const tidy = (text: string): string =>
  text
    .replace(/[ \t\r\f\u00A0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

interface Table {
  caption: string | null
  headerRows: string[][]
  rows: string[][]
  isHead: boolean
}

function blockReader() {
  const blocks: StoryBlock[] = []
  let line = ''
  let quotes = 0
  let list: { ordered: boolean; items: string[] } | undefined
  let table: Table | undefined
  let row: { cells: string[]; isHead: boolean } | undefined

  const take = (): string => {
    const text = tidy(line)
    line = ''
    return text
  }

  /** Ends the line that is being read, whatever it belongs to. */
  function endLine(name: string): void {
    if (table !== undefined && name !== 'table') {
      line += ' '
      return
    }
    const text = take()
    if (text === '') return
    const level = Number(/^h([1-6])$/.exec(name)?.[1] ?? 0)
    if (list !== undefined) list.items.push(text)
    else if (level > 0) blocks.push({ type: 'heading', level: Math.max(2, level), text })
    else blocks.push({ type: quotes > 0 ? 'blockquote' : 'paragraph', text })
  }

  function endList(): void {
    if (list !== undefined && list.items.length > 0) blocks.push({ type: 'list', ...list })
    list = undefined
  }

  function endRow(): void {
    if (table === undefined || row === undefined) return
    if (row.cells.length > 0)
      (row.isHead && table.rows.length === 0 ? table.headerRows : table.rows).push(row.cells)
    row = undefined
  }

  function endTable(): void {
    endRow()
    line = ''
    if (table === undefined) return
    const { caption, headerRows, rows } = table
    table = undefined
    if (rows.length > 0) blocks.push({ type: 'table', caption, headerRows, rows })
    else if (headerRows.length > 0) blocks.push({ type: 'table', caption, rows: headerRows })
  }

  return {
    text(text: string): void {
      line += text.replace(/\n/g, ' ')
    },
    open(name: string): void {
      if (name === 'br') line += '\n'
      else if (table !== undefined) {
        if (name === 'tr') endRow()
        if (name === 'tr') row = { cells: [], isHead: true }
        if (['td', 'th', 'caption'].includes(name)) line = ''
      } else {
        endLine('p')
        if (name === 'blockquote') quotes += 1
        if (name === 'ul' || name === 'ol') {
          endList()
          list = { ordered: name === 'ol', items: [] }
        }
        if (name === 'table') {
          endList()
          table = { caption: null, headerRows: [], rows: [], isHead: false }
        }
      }
    },
    close(name: string): void {
      if (table !== undefined) {
        if (name === 'caption') table.caption = take() || null
        else if (name === 'td' || name === 'th') {
          row ??= { cells: [], isHead: true }
          row.cells.push(take())
          if (name === 'td') row.isHead = false
        } else if (name === 'tr') endRow()
        else if (name === 'table') endTable()
        else line += ' '
        return
      }
      endLine(name)
      if (name === 'blockquote') quotes = Math.max(0, quotes - 1)
      if (name === 'ul' || name === 'ol') endList()
    },
    end(): StoryBlock[] {
      if (table !== undefined) endTable()
      endLine('p')
      endList()
      return blocks
    },
  }
}
