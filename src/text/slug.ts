// A headline becomes the readable part of an address: ASCII letters, digits and hyphens, nothing else.
// Letters that Unicode does not decompose have a table; scripts without one leave nothing behind.

const longestSlug = 120

const undecomposed: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
  ŧ: 't',
  ĸ: 'k',
  ſ: 's',
  ə: 'e',
  ƒ: 'f',
}

/** A dot after a single letter belongs to an abbreviation: "U.S." is one word, "3.5" is not. */
const initialDot = /(?<![\p{L}\p{N}])(\p{L})\./gu
const apostrophes = /['\u2018\u2019\u02BC\u00B4\u0060]/gu

/**
 * The slug of a headline: ASCII, lower case, at most 120 characters and cut between words.
 * The empty string when nothing is left, as for a headline in a script without transliteration.
 */
export function slugOf(headline: string): string {
  const ascii = headline
    .replace(apostrophes, '')
    .replace(initialDot, '$1')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => undecomposed[letter] ?? letter)
  const words = ascii.split(/[^a-z0-9]+/u).filter((word) => word !== '')
  return cutAtWord(words.join('-'))
}

function cutAtWord(slug: string): string {
  if (slug.length <= longestSlug) return slug
  const lastHyphen = slug.lastIndexOf('-', longestSlug)
  return slug.slice(0, lastHyphen > 0 ? lastHyphen : longestSlug)
}
