// What is done to a reader's text before it is rendered. Nothing of what was said is lost: piles of combining marks are
// cut to what any script needs, and a bidirectional control keeps its effect within its own stretch of text.

/** Vietnamese needs two marks on a letter, Hebrew and Tibetan three. */
const tooManyMarks = /(\p{M}{3})\p{M}+/gu

/** At most three combining marks in a row; the others would climb over the lines around them. */
export const capMarks = (text: string): string => text.replace(tooManyMarks, '$1')

const controls = /[\u202A-\u202E\u2066-\u2069]/
const firstStrongIsolate = '\u2068'
const popIsolate = '\u2069'

/**
 * Shuts each line that holds a bidirectional control into an isolate of its own (UAX #9), so that it cannot turn what
 * a page shows around it. Isolates that are opened are closed; a closing one without an opening goes.
 */
export const isolateBidi = (text: string): string =>
  controls.test(text) ? text.split('\n').map(isolateLine).join('\n') : text

function isolateLine(line: string): string {
  if (!controls.test(line)) return line
  let open = 0
  let balanced = ''
  for (const char of line) {
    if (char >= '\u2066' && char <= '\u2068') open += 1
    if (char === popIsolate && open === 0) continue
    if (char === popIsolate) open -= 1
    balanced += char
  }
  return `${firstStrongIsolate}${balanced}${popIsolate.repeat(open + 1)}`
}

/** A name stands in one line: every run of white space is one blank. */
export const toName = (text: string): string => isolateBidi(capMarks(text.trim().replace(/\s+/gu, ' ')))
