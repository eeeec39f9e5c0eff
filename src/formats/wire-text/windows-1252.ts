// Windows-1252, the superset of ISO-8859-1 that files called either really use. Node 20 decodes it as ISO-8859-1
// (bytes 80 to 9F become control characters), so the 27 letters that differ stand here.

/** What bytes 80 to 9F mean (WHATWG encoding index); a blank stands for the five unassigned ones. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
const typographic = '€‚„…ŠŒŽ‘’“”•–—™šœžŸ\u00A0¡£§©ª«\u00AD®°²³´·º»½¿'

/** Decodes bytes as Windows-1252. */
export const decodeWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009F]/gu, (letter) => upper[letter.charCodeAt(0) - 0x80] ?? letter)

/**
 * Whether a file that is not UTF-8 can only be Windows-1252: every byte is assigned, and what stands beyond ASCII
 * is typography or a letter inside a word. Nothing in it may be UTF-8 beyond ASCII, which the caller checks.
 */
export function isPlainlyWindows1252(bytes: Uint8Array): boolean {
  const text = decodeWindows1252(bytes)
  const unassigned = [0x81, 0x8d, 0x8f, 0x90, 0x9d]
  if (bytes.some((byte) => unassigned.includes(byte))) return false
  const foreign = text.replace(/[\p{ASCII}]/gu, (letter) => (/[A-Za-z]/u.test(letter) ? 'a' : ' '))
  return [...foreign.matchAll(/[^a ]/gu)].every(({ 0: letter, index }) => {
    if (typographic.includes(letter)) return true
    const neighbours = `${foreign[index - 1] ?? ' '}${foreign[index + 1] ?? ' '}`
    // French and Italian write a lone "à"; any other letter stands inside a word.
    return /\p{L}/u.test(letter) && (letter === 'à' || /\p{L}/u.test(neighbours))
  })
}
