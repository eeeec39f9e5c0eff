// "1984. What a year!" is a sentence, not item 1984 of a list, whose number the page would then show as 1. A numbered
// list begins with 1; any other number at the start of a block is prose.

import type { MarkdownIt, StateBlock } from 'markdown-it'

/** A plugin for the parser: a block that begins with another number than 1 is a paragraph up to the next blank line. */
export function proseNumbers(parser: MarkdownIt): void {
  parser.block.ruler.before('list', 'prose_number', (state, startLine, endLine, silent) => {
    if (!beginsWithOtherNumber(lineOf(state, startLine))) return false
    if (silent) return true
    let nextLine = startLine + 1
    while (nextLine < endLine && !state.isEmpty(nextLine) && (state.sCount[nextLine] ?? 0) >= state.blkIndent)
      nextLine += 1
    state.line = nextLine
    const map: [number, number] = [startLine, nextLine]
    state.push('paragraph_open', 'p', 1).map = map
    const inline = state.push('inline', '', 0)
    inline.content = state.getLines(startLine, nextLine, state.blkIndent, false).trim()
    inline.map = map
    inline.children = []
    state.push('paragraph_close', 'p', -1)
    return true
  })
}

const lineOf = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])

const beginsWithOtherNumber = (line: string): boolean => {
  const number = /^(\d{1,9})[.)](?:[ \t]|$)/.exec(line)?.[1]
  return number !== undefined && Number(number) !== 1
}
