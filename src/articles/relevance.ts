// How well a document answers a query, and where it does; pure. Both engines' own ranks differ, so neither is used.

import type { SearchPhrase } from '../db/search.ts'
import { searchWords } from '../text/search-words.ts'

/** What one occurrence in the title is worth, in those elsewhere. */
const titleWeight = 8

/** A whole number; the more often each phrase occurs the higher, each time by less. */
export function scoreOf(
  wanted: readonly SearchPhrase[],
  { title, words }: { title: string; words: string },
): number {
  let score = 0
  for (const phrase of wanted) {
    const occurrences = titleWeight * countOf(title, phrase) + countOf(words, phrase)
    score += Math.log2(1 + occurrences)
  }
  return Math.round((1000 * score) / Math.log2(64 + (title.length + words.length) / 64))
}

/** Occurrences of a phrase in words joined by blanks. */
function countOf(words: string, phrase: SearchPhrase): number {
  const wanted = ` ${phrase.join(' ')} `
  const text = ` ${words} `
  let count = 0
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length - 1)) count += 1
  return count
}

export interface Found {
  /** Part of a field, cut between words. */
  text: string
  /** What was looked for, in code points of the text. */
  marks: { start: number; end: number }[]
}

const before = 80
const behind = 160
/** No farther is looked than is indexed. */
const mostWords = 16_000

/** The surroundings of the first place of a text that has one of the phrases. */
export function excerptOf(text: string, wanted: readonly SearchPhrase[]): Found | undefined {
  const words = searchWords(text, mostWords)
  const places = placesOf(words, wanted)
  const [first] = places
  if (first === undefined) return undefined
  const from = words.find(({ start }) => start >= first.start - before)?.start ?? first.start
  const until = words.findLast(({ end }) => end <= first.start + behind)?.end ?? first.end
  const end = text.length <= first.start + behind ? text.length : Math.max(until, first.end)
  const start = first.start <= before ? 0 : from
  const codePoints = (to: number) => [...text.slice(start, to)].length
  const marks = places
    .filter((place) => place.end <= end)
    .map((place) => ({ start: codePoints(place.start), end: codePoints(place.end) }))
  return { text: text.slice(start, end), marks }
}

function placesOf(words: ReturnType<typeof searchWords>, wanted: readonly SearchPhrase[]) {
  const places: { start: number; end: number }[] = []
  for (let i = 0; i < words.length; ) {
    const lengths = wanted.filter((phrase) => phrase.every((word, j) => words[i + j]?.word === word))
    const length = Math.max(0, ...lengths.map((phrase) => phrase.length))
    const [first, last] = [words[i], words[i + length - 1]]
    if (length > 0 && first && last) places.push({ start: first.start, end: last.end })
    i += Math.max(1, length)
  }
  return places
}
