// The word count a newsroom means: what stands between blanks or dashes and holds a letter or a digit.
// Chinese and Japanese are written without blanks, so each of their characters counts.

const token = /[^\p{White_Space}\u2013\u2014\u2026\u30FB]+/gu
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const letterOrDigit = /[\p{L}\p{N}]/u

/** Counts the words of a text; "Kyung-hwa", "don't" and "3.5" are one each. */
export function countWords(text: string): number {
  let count = 0
  for (const [written] of text.matchAll(token)) {
    const rest = written.replace(ideograph, '')
    count += [...written].length - [...rest].length + (letterOrDigit.test(rest) ? 1 : 0)
  }
  return count
}

/** Counts the characters that `countWords` takes for words of their own. */
export const countIdeographs = (text: string): number => text.match(ideograph)?.length ?? 0
