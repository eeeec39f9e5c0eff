// Lines become paragraphs. Pages copied from a browser have one line each, or one line and a blank one; agency
// copy is wrapped at some 70 columns, with blank lines or indents between paragraphs. A break in wrapped copy
// is the author's only if the next word would still have fitted.

export interface Paragraph {
  text: string
  /** Line of the file where it begins, from 1. */
  line: number
  /** Paragraphs without a blank line between them share a block. */
  block: number
}

interface Line {
  text: string
  indent: number
  number: number
}

const widestWrap = 110
/** Wrapping is ragged: some systems leave this much of a line unused. */
const slack = 8

/**
 * Cuts a text into paragraphs. No-break and other wide blanks become plain ones, runs of blanks become one, and
 * the typewriter's `` and '' become quotation marks: that is what an editor expects to find in a body.
 */
export function cutParagraphs(text: string): Paragraph[] {
  const blocks = cutBlocks(text)
  const width = wrapWidth(blocks)
  return blocks.flatMap((block, index) =>
    joinWrapped(block, width).map((lines) => ({
      text: tidy(lines.map((line) => line.text)),
      line: lines[0]?.number ?? 1,
      block: index,
    })),
  )
}

function cutBlocks(text: string): Line[][] {
  const blocks: Line[][] = [[]]
  for (const [index, raw] of text.split('\n').entries()) {
    const written = raw.replace(/\t/gu, '    ').replace(/[\p{Zs}\uFEFF]/gu, ' ')
    const trimmed = written.trim()
    if (trimmed === '') blocks.push([])
    else
      blocks
        .at(-1)
        ?.push({ text: trimmed, indent: written.length - written.trimStart().length, number: index + 1 })
  }
  return blocks.filter((block) => block.length > 0)
}

const widthOf = (line: Line): number => line.indent + line.text.length

/** The column at which the copy is wrapped, if it is. */
function wrapWidth(blocks: readonly Line[][]): number | undefined {
  const widths = blocks
    .flat()
    .map(widthOf)
    .sort((one, other) => one - other)
  if ((widths[Math.floor(widths.length * 0.95)] ?? 0) > widestWrap) return undefined
  const width = widths.findLast((candidate) => candidate <= widestWrap) ?? 0
  let wrapped = 0
  for (const block of blocks)
    for (const [index, line] of block.entries()) if (isFull(line, block[index + 1], width)) wrapped += 1
  return width >= 40 && wrapped >= 3 ? width : undefined
}

/** A line is full if the next word would not have fitted, or if it ends inside a word. */
const isFull = (line: Line, next: Line | undefined, width: number): boolean =>
  next !== undefined &&
  (endsInsideWord(line.text) || widthOf(line) + 1 + (next.text.split(' ', 1)[0]?.length ?? 0) > width - slack)

function joinWrapped(block: readonly Line[], width: number | undefined): Line[][] {
  const left = block.reduce((least, line) => Math.min(least, line.indent), Number.POSITIVE_INFINITY)
  const paragraphs: Line[][] = []
  let last: Line | undefined
  for (const line of block) {
    const continues = last !== undefined && width !== undefined && isFull(last, line, width)
    if (continues && line.indent < left + 2 && !opensUnit.test(line.text)) paragraphs.at(-1)?.push(line)
    else paragraphs.push([line])
    last = line
  }
  return paragraphs
}

/** What begins a line of its own however full the one above is: a byline, a list, a bracketed credit, a note. */
const opensUnit =
  /^(?:(?:[Bb]y|BY|Von|VON|Par|PAR|Por|POR)\s\p{Lu}\S+\s\p{Lu}|[-*•]\s|\((?:[Pp]hoto|[Ff]oto|AP [Pp]hoto|[Ee][Dd][Ss])|[Ee][Dd][Ss]?:)/u

const endsInsideWord = (text: string): boolean => text.endsWith('-') && /\p{L}-$/u.test(text.slice(-3))

function tidy(lines: readonly string[]): string {
  const joined = lines.map((line) => (endsInsideWord(line) ? line : `${line} `)).join('')
  return joined.trim().replace(/ {2,}/gu, ' ').replace(/``/gu, '“').replace(/''/gu, '”')
}
