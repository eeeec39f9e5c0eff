import { type XmlElement, xml } from '../../text/xml.ts'
import type { StoryQuote } from '../story.ts'

/** The text of a block with the quotes in it as `q` elements; of quotes that overlap, the first. */
export function markedText(text: string, quotes: readonly StoryQuote[]): (XmlElement | string)[] {
  const places = quotes
    .flatMap((quote) => {
      const start = placeOf(text, quote)
      return start === undefined ? [] : [{ quote, start }]
    })
    .sort((one, other) => one.start - other.start)
  const parts: (XmlElement | string)[] = []
  let at = 0
  for (const { quote, start } of places) {
    if (start < at) continue
    const end = start + quote.text.length
    parts.push(text.slice(at, start), xml('q', { 'quote-source': sourceOf(quote) }, quote.text))
    at = end
  }
  return [...parts, text.slice(at)].filter((part) => part !== '')
}

/** Where the quote's words stand; of several places the one with its context, which may reach into the next block. */
function placeOf(
  text: string,
  { text: words, selector: { prefix, suffix } }: StoryQuote,
): number | undefined {
  let best: { start: number; alike: number } | undefined
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
    const before = alike([...text.slice(0, start)].reverse(), [...prefix].reverse())
    const alikeness = before + alike([...text.slice(start + words.length)], [...suffix])
    if (best === undefined || alikeness > best.alike) best = { start, alike: alikeness }
  }
  return best?.start
}

function alike(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((char, i) => char !== other[i])
  return end < 0 ? one.length : end
}

const sourceOf = ({ speaker, via }: StoryQuote): string | undefined => {
  const names = [speaker?.name, via && `via ${via.name}`].filter(Boolean)
  return names.length === 0 ? undefined : names.join(' ')
}
