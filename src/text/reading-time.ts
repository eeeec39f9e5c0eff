// How long a text takes to read. Silent reading of prose runs at 238 English words a minute (Brysbaert, 2019); Chinese and
// Japanese are counted by the character, of which readers take in about 500.

import { countIdeographs, countWords } from './words.ts'

const wordsPerMinute = 238
const ideographsPerMinute = 500

/** Whole minutes, at least one for a text that has words. */
export function readingMinutes(text: string): number {
  const ideographs = countIdeographs(text)
  const words = countWords(text) - ideographs
  if (words + ideographs === 0) return 0
  return Math.max(1, Math.round(words / wordsPerMinute + ideographs / ideographsPerMinute))
}
