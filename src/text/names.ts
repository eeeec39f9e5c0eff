// The key under which two spellings of one name meet: people and keyboards differ in apostrophes, hyphens,
// blanks and case, never in letters. A name filter ("exact name, case folded") compares these keys.

const apostrophes = /['\u2018\u2019\u201B\u02B9\u02BB\u02BC\u2032\u00B4\u0060\uFF07]/gu
const hyphens = /[\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]/gu
const invisible = /\p{Default_Ignorable_Code_Point}/gu
const blanks = /[\p{White_Space}\u2800]+/gu

/**
 * Folds a name to its comparison key: NFKC, case folded (ß and ss meet), apostrophes, hyphens and white
 * space unified, invisible characters dropped. Accents stay: "José" and "Jose" are two names.
 */
export function foldName(name: string): string {
  // The acute accent must become an apostrophe before NFKC, which would make it a blank and a combining mark; what NFKC
  // itself turns into an apostrophe (a full-width grave, the n of "ŉ") is one only after it.
  const unified = name
    .normalize('NFC')
    .replace(apostrophes, "'")
    .normalize('NFKC')
    .replace(apostrophes, "'")
    .replace(hyphens, '-')
    .replace(invisible, '')
  // Upper, then lower case is full case folding without a table; lower first, since ẞ has itself as upper case.
  return unified.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC').replace(blanks, ' ').trim()
}
