// Words and names as rules compare them; pure. Both sides are folded (NFKC, case, invisible characters gone) and cut into
// words, so a rule is never a pattern of its writer's making: it takes time linear in the text, and "class" holds no "ass".

import { foldName } from '../text/names.ts'

/** Scripts that set no blanks between words: there a rule is found anywhere. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const wordsOf = (text: string): string[] => foldName(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** The words of a rule, folded; with `*` at the end it is met by what begins so. Empty when there is no word in it. */
export function toPhrase(value: string): string {
  const phrase = wordsOf(value).join(' ')
  return phrase !== '' && value.trimEnd().endsWith('*') ? `${phrase}*` : phrase
}

/** A text in which phrases are looked for, any number of them. */
export function searchable(texts: readonly string[]): (phrase: string) => boolean {
  const words = texts.map(wordsOf)
  const spaced = words.map((list) => ` ${list.join(' ')} `).join('\n')
  const joined = words.map((list) => list.join('')).join('\n')
  return (phrase) => {
    const isPrefix = phrase.endsWith('*')
    const sought = isPrefix ? phrase.slice(0, -1) : phrase
    if (unspaced.test(sought)) return joined.includes(sought.replaceAll(' ', ''))
    return spaced.includes(isPrefix ? ` ${sought}` : ` ${sought} `)
  }
}

/** Letters that are taken for others at a glance, after case folding. */
const lookalikes: Record<string, string> = {
  ...{
    а: 'a',
    в: 'b',
    с: 'c',
    е: 'e',
    н: 'h',
    і: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    о: 'o',
    р: 'p',
    ѕ: 's',
    т: 't',
    у: 'y',
    х: 'x',
  },
  ...{
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ω: 'w',
  },
  ...{ ı: 'i', l: 'i', '0': 'o', '1': 'i', '3': 'e', '5': 's' },
}

/** What a name looks like: two that a reader would take for one have the same. */
export function lookOf(name: string): string {
  const folded = foldName(name)
  const bare = folded.normalize('NFD').replace(/\p{M}/gu, '')
  const look = [...bare]
    .map((char) => lookalikes[char] ?? char)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
  return look === '' ? folded : look
}
