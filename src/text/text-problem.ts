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
const suspect = /[\p{Cc}\p{Cs}]/gu

/** The first character that a field must not hold, if there is one. */
export function findTextProblem(value: string): TextProblem | undefined {
  for (const match of value.matchAll(suspect)) {
    const unit = match[0].charCodeAt(0)
    const isText = unit === 0x09 || unit === 0x0a || (unit >= 0x7f && unit <= 0x9f)
    if (!isText) return describe(unit, match.index)
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
