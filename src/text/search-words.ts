// Words as search compares them: without case and without marks, so that "Müller" and "muller" meet. Scripts that set no blanks
// between words are taken character by character, and a search for several becomes one for their sequence.

export interface SearchWord {
  word: string
  /** UTF-16 offsets in the text it was read from. */
  start: number
  end: number
}

const segment =
  /\p{Extended_Pictographic}|[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]|[\p{L}\p{N}\p{M}]/u
const single =
  /^(?:\p{Extended_Pictographic}|[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])$/u
const mark = /^\p{M}$/u

/** Longer ones are cut: no word of a language is, and an index has its limits. */
const longestWord = 64

/** The words of a text in order, so many at most. */
export function searchWords(text: string, most = Number.POSITIVE_INFINITY): SearchWord[] {
  const found: SearchWord[] = []
  for (const { start, end } of segmentsOf(text)) {
    for (const word of foldSegment(text.slice(start, end))) {
      if (found.length >= most) return found
      found.push({ word, start, end })
    }
  }
  return found
}

function* segmentsOf(text: string): Generator<{ start: number; end: number }> {
  let start = -1
  let at = 0
  for (const character of text) {
    const isAlone = character > '\u00a8' && single.test(character)
    const isPart = isAlone || segment.test(character)
    if (start >= 0 && (isAlone || !isPart)) {
      yield { start, end: at }
      start = -1
    }
    if (isAlone) yield { start: at, end: at + character.length }
    else if (isPart && start < 0 && !mark.test(character)) start = at
    at += character.length
  }
  if (start >= 0) yield { start, end: at }
}

function foldSegment(text: string): string[] {
  if (/^[a-z0-9]+$/.test(text)) return [cut(text)]
  // Upper, then lower case is full case folding without a table.
  const folded = text.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase().normalize('NFKD')
  const letters = folded.replace(/\p{M}+/gu, '')
  const words = letters.match(/\p{Extended_Pictographic}|[\p{L}\p{N}]+/gu) ?? []
  return words.map(cut)
}

const cut = (word: string): string =>
  word.length <= longestWord ? word : [...word].slice(0, longestWord).join('')
