// Finding quotes again in a text that changed (W3C Web Annotation, TextQuoteSelector): the exact words, where their
// surroundings agree best, nearest to the old place. A place is given to one quote only.

/** What is remembered of a quote's place; `near` is a UTF-16 offset, absent for one that has no place. */
export interface Remembered {
  exact: string
  prefix: string
  suffix: string
  near: number | undefined
}

/**
 * The UTF-16 offset at which each quote begins in the text, or undefined for words that are gone. `places` lists where
 * some words may begin; unless given, wherever they occur.
 */
export function anchorQuotes(
  text: string,
  quotes: readonly Remembered[],
  places: (exact: string) => readonly number[] = (exact) => occurrences(text, exact),
): (number | undefined)[] {
  const anchored: (number | undefined)[] = quotes.map(() => undefined)
  for (const group of groupByWords(quotes)) {
    const taken = new Set<number>()
    for (const { index, at } of candidatesOf(text, group, places)) {
      if (anchored[index] !== undefined || taken.has(at)) continue
      anchored[index] = at
      taken.add(at)
    }
  }
  return anchored
}

type Indexed = Remembered & { index: number }

function groupByWords(quotes: readonly Remembered[]): Indexed[][] {
  const groups = new Map<string, Indexed[]>()
  for (const [index, quote] of quotes.entries()) {
    const group = groups.get(quote.exact)
    if (group === undefined) groups.set(quote.exact, [{ ...quote, index }])
    else group.push({ ...quote, index })
  }
  return [...groups.values()]
}

/** Pairs to weigh for one wording: what occurs more often than this allows is looked for near its old place only. */
const mostCandidates = 10_000

/** Every quote of a group at the places its words have, the best fit first. */
function candidatesOf(text: string, group: Indexed[], places: (exact: string) => readonly number[]) {
  const [{ exact } = { exact: '' }] = group
  const found = places(exact)
  const most = Math.max(1, Math.floor(mostCandidates / group.length))
  const candidates = group.flatMap((quote) =>
    nearest(found, quote.near ?? 0, most).flatMap((at) => {
      const fit = fitOf(text, at, quote)
      return fit === undefined ? [] : [{ index: quote.index, at, ...fit }]
    }),
  )
  // Two that have lost their places are told apart by the order of the text: no number is infinity less infinity.
  return candidates.sort((a, b) => b.agreement - a.agreement || a.distance - b.distance || a.at - b.at)
}

/** Words of fewer code units are said often; they are the quote only where something around them is what it was. */
const telling = 24
/** So many letters or digits around short words must be the same, where there were as many. */
const leastAgreement = 3

/** How well a quote fits where its words stand; undefined where they are somebody else's, or part of other words. */
function fitOf(text: string, at: number, { exact, prefix, suffix, near }: Remembered) {
  const end = at + exact.length
  if (cutsWord(text.slice(at - 2, at), exact) && !cutsWord(prefix, exact)) return undefined
  if (cutsWord(exact, text.slice(end, end + 2)) && !cutsWord(exact, suffix)) return undefined
  const before = sameBefore(text, at, prefix)
  const behind = sameBehind(text, end, suffix)
  const agreed = lettersIn(prefix.slice(prefix.length - before)) + lettersIn(suffix.slice(0, behind))
  const known = lettersIn(prefix) + lettersIn(suffix)
  if (exact.length < telling && agreed < Math.min(leastAgreement, known)) return undefined
  // Whoever has lost his place does not take another's that is as good.
  return {
    agreement: before + behind,
    distance: near === undefined ? Number.POSITIVE_INFINITY : Math.abs(at - near),
  }
}

const letters = /[\p{L}\p{N}\p{M}]/gu
/** Scripts that write words without blanks between them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const lettersIn = (text: string): number => text.match(letters)?.length ?? 0

/** Whether a word goes on from one text to the next. */
function cutsWord(left: string, right: string): boolean {
  const last = [...left.slice(-2)].at(-1) ?? ''
  const first = [...right.slice(0, 2)].at(0) ?? ''
  const isPart = (sign: string) => lettersIn(sign) > 0 && !unspaced.test(sign)
  return isPart(last) && isPart(first)
}

/** So many of the ascending places, around the given one. */
function nearest(places: readonly number[], near: number, most: number): readonly number[] {
  if (places.length <= most) return places
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < near) low = middle + 1
    else high = middle
  }
  const first = Math.min(Math.max(0, low - (most >> 1)), places.length - most)
  return places.slice(first, first + most)
}

/** Where the words occur, without overlap. */
function occurrences(text: string, exact: string): number[] {
  const found: number[] = []
  if (exact === '') return found
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + exact.length)) found.push(at)
  return found
}

function sameBefore(text: string, at: number, prefix: string): number {
  let length = 0
  while (length < prefix.length && text[at - 1 - length] === prefix[prefix.length - 1 - length]) length += 1
  return length
}

function sameBehind(text: string, at: number, suffix: string): number {
  let length = 0
  while (length < suffix.length && text[at + length] === suffix[length]) length += 1
  return length
}
