// What happens to every text before anything else looks at it: NFC, and a refusal of what no field may hold.
// Databases cut at NUL and replace lone surrogates, so neither may get that far.

import type { FieldError } from '../errors.ts'
import { findTextProblem } from '../text/text-problem.ts'
import { escapePointer } from './query.ts'

/** Deeper than any document of ours, shallower than any stack. */
const maxDepth = 20

const nothing: ReadonlySet<string> = new Set()

/**
 * The same JSON value with every string in NFC, and a field error for each text that must not be stored; what stands at the
 * pointers of `apart` is left as it is.
 */
export function normalizeBody(
  input: unknown,
  apart: ReadonlySet<string> = nothing,
): { value: unknown; errors: FieldError[] } {
  const errors: FieldError[] = []
  const fail = (pointer: string, code: string, message: string) => {
    if (errors.length < 50) errors.push({ in: 'body', pointer, code, message })
  }

  const visit = (value: unknown, pointer: string, depth: number): unknown => {
    if (typeof value === 'string') return checkText(value, pointer)
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value
    if (apart.has(pointer)) return value
    if (depth >= maxDepth) {
      fail(pointer, 'invalid', `The value is nested deeper than ${maxDepth} levels.`)
      return null
    }
    if (Array.isArray(value)) return value.map((item, i) => visit(item, `${pointer}/${i}`, depth + 1))
    const entries = Object.entries(value).map(([name, item]) => {
      const at = `${pointer}/${escapePointer(name)}`
      return [name, visit(item, at, depth + 1)]
    })
    return Object.fromEntries(entries)
  }

  const checkText = (text: string, pointer: string): string => {
    const problem = findTextProblem(text)
    if (problem !== undefined) fail(pointer, 'invalid', problem.message)
    return text.normalize('NFC')
  }

  return { value: visit(input, '', 0), errors }
}
