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
    groups.set(quote.exact, [...(groups.get(quote.exact) ?? []), { ...quote, index }])
  }
  return [...groups.values()]
}

/** Every quote of a group at every place its words have, the best fit first. */
function candidatesOf(text: string, group: Indexed[], places: (exact: string) => readonly number[]) {
  const [{ exact } = { exact: '' }] = group
  const found = places(exact)
  const candidates = group.flatMap(({ index, prefix, suffix, near }) =>
    found.map((at) => ({
      index,
      at,
      agreement: sameBefore(text, at, prefix) + sameBehind(text, at + exact.length, suffix),
      distance: Math.abs(at - (near ?? 0)),
    })),
  )
  return candidates.sort((a, b) => b.agreement - a.agreement || a.distance - b.distance || a.at - b.at)
}

/** Where the words occur, without overlap; more than a thousand places tell nothing apart. */
function occurrences(text: string, exact: string): number[] {
  const found: number[] = []
  if (exact === '') return found
  for (
    let at = text.indexOf(exact);
    at >= 0 && found.length < 1000;
    at = text.indexOf(exact, at + exact.length)
  )
    found.push(at)
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
