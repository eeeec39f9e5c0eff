// A JSON object that names a key twice means different things to different readers (RFC 8259, section 4): JSON.parse
// keeps the last one, others the first. What is stored, signed and shown must be one thing, so such a body is refused.

import { escapePointer } from './query.ts'

/** What is nested deeper than this is refused for its depth; see `normalize.ts`. */
const maxDepth = 40

interface Level {
  /** The names met so far; an array has none. */
  names: Set<string> | undefined
  name: string
  index: number
}

/** The JSON Pointer of the first key that its object names twice. The text must be valid JSON. */
export function findDuplicateKey(text: string): string | undefined {
  const levels: Level[] = []
  let isName = false
  for (let at = 0; at < text.length && levels.length < maxDepth; at++) {
    const level = levels.at(-1)
    switch (text[at]) {
      case '{':
        levels.push({ names: new Set(), name: '', index: 0 })
        isName = true
        break
      case '[':
        levels.push({ names: undefined, name: '', index: 0 })
        isName = false
        break
      case '}':
      case ']':
        levels.pop()
        isName = false
        break
      case ',':
        isName = level?.names !== undefined
        if (level !== undefined) level.index += 1
        break
      case '"': {
        const end = endOfString(text, at)
        if (isName && level?.names !== undefined) {
          level.name = JSON.parse(text.slice(at, end + 1))
          if (level.names.has(level.name)) return pointerTo(levels)
          level.names.add(level.name)
          isName = false
        }
        at = end
      }
    }
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

const pointerTo = (levels: readonly Level[]): string =>
  levels.map(({ names, name, index }) => `/${names === undefined ? index : escapePointer(name)}`).join('')
