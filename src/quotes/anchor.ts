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
  const candidates = group.flatMap(({ index, prefix, suffix, near = 0 }) =>
    nearest(found, near, most).map((at) => ({
      index,
      at,
      agreement: sameBefore(text, at, prefix) + sameBehind(text, at + exact.length, suffix),
      distance: Math.abs(at - near),
    })),
  )
  return candidates.sort((a, b) => b.agreement - a.agreement || a.distance - b.distance || a.at - b.at)
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
