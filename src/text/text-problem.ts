// Characters that no field may hold: databases cut at NUL or replace a lone surrogate, and feeds that carry
// control characters are not well-formed XML. They are refused with their place, never silently dropped.

export interface TextProblem {
  /** UTF-16 offset of the offending unit. */
  position: number
  code: 'nul' | 'lone_surrogate' | 'control'
  /** One sentence for the person who sent it. */
  message: string
}

// Tab and newline are text; a carriage return is not, since line breaks are unified before this check. The C1
// range is let through: it is well-formed in every format we write, and some encodings map letters to it.
const suspect = /[\u0000-\u001f\p{Cs}]/gu

/** The first character that a field must not hold, if there is one. */
export function findTextProblem(value: string): TextProblem | undefined {
  for (const match of value.matchAll(suspect)) {
    if (match[0] === '\t' || match[0] === '\n') continue
    return describe(match[0].charCodeAt(0), match.index)
  }
  return undefined
}

function describe(unit: number, position: number): TextProblem {
  const name = `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`
  if (unit === 0)
    return { position, code: 'nul', message: `The text holds a NUL character at position ${position}.` }
  if (unit >= 0xd800) {
    const message = `The text holds half of a surrogate pair (${name}) at position ${position}.`
    return { position, code: 'lone_surrogate', message }
  }
  return {
    position,
    code: 'control',
    message: `The text holds the control character ${name} at position ${position}.`,
  }
}
