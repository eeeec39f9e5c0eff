// JSON as it comes from elsewhere: in UTF-8, each name once, no deeper than anyone writes by hand, and without the characters that
// neither database keeps.

import type { Json } from '../formats/ninjs/shape.ts'
import { findDuplicateKey } from '../http/duplicate-keys.ts'
import type { Finding } from './story.ts'

const deepest = 100

/** The value of a text, or the error that refuses it, with the line where that can be told. */
export function parseJson(bytes: Uint8Array): { value: Json } | { problem: Finding } {
  const refuse = (code: string, message: string, where: { line?: number; pointer?: string } = {}) => ({
    problem: {
      line: where.line ?? null,
      code,
      message,
      severity: 'error' as const,
      pointer: where.pointer ?? '',
    },
  })
  let text: string
  try {
    // A byte order mark is read over.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('not_utf8', 'The text is not valid UTF-8.')
  }
  if (depthOf(text) > deepest)
    return refuse('too_deep', `The text is nested more than ${deepest} levels deep.`)
  try {
    // What JSON.parse gives is JSON.
    const value = JSON.parse(text) as Json
    const twice = findDuplicateKey(text)
    if (twice !== undefined)
      return refuse('duplicate', `The text names ${twice} twice; name it once.`, { pointer: twice })
    if (hasUnkept(text, value))
      return refuse('invalid', 'The text holds NUL or half of a surrogate pair, which is no character.')
    return { value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const line = lineOf(text, error.message)
    return refuse(
      'not_json',
      `The text is not JSON${line === undefined ? '' : `: something is wrong in line ${line}`}.`,
      line === undefined ? {} : { line },
    )
  }
}

/** How deep brackets nest, those within texts left out. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (inText && char === '\\') at += 1
    else if (char === '"') inText = !inText
    else if (!inText && (char === '[' || char === '{')) most = Math.max(most, ++depth)
    else if (!inText && (char === ']' || char === '}')) depth -= 1
  }
  return most
}

const hasUnkept = (text: string, value: Json): boolean =>
  /\\u0000|\\ud[89a-f]/i.test(text) && /\0|\p{Cs}/u.test(textsOf(value).join(' '))

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)])
}

function lineOf(text: string, message: string): number | undefined {
  const at = /position (\d+)/.exec(message)?.[1]
  return at === undefined ? undefined : text.slice(0, Number(at)).split('\n').length
}
