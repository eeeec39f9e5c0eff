// IPTC's own files of ninjs, where the shared documents lie beside the project.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './sources.ts'

const folder = join(projectRoot, '../shared/data/standards/ninjs')

export interface NinjsFile {
  path: string
  text: string
  isGood: boolean
}

/** The test suites and examples of every version, each with whether it is to be taken; none where they do not lie here. */
export function ninjsFiles(): NinjsFile[] {
  if (!existsSync(folder)) return []
  return ['test_suite', 'examples', 'doc-examples'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
      // A collection is no item, and the one there is has fields of no version.
      .filter((name) => name.endsWith('.json') && !name.includes('collection'))
      .sort()
      .map((name) => ({
        path: `${part}/${name}`,
        text: readFileSync(join(folder, part, name), 'utf8'),
        // The one that extends the schema breaks it, as its own readme says.
        isGood: !/should_fail|invalid|schema-extension/.test(name),
      })),
  )
}

/** How a leaf may come back under another name, beside as it is. */
const renames: { from: RegExp; isKept: (value: string, all: ReadonlySet<string>) => boolean }[] = [
  // What the item says it conforms to is said anew.
  { from: /^\$?standard\//, isKept: () => true },
  // 1.x: a code within a scheme is an address in 3.x, and stays the literal.
  { from: /\/scheme$/, isKept: (value, all) => [...all].some((one) => one.startsWith(value)) },
  // 1.x: "complete" and "incomplete" are "full" and "partial".
  { from: /representationtype$/, isKept: (_, all) => all.has('full') || all.has('partial') },
  // A trust indicator's code ends its role.
  { from: /trustindicator\/\d+\/code$/, isKept: (value, all) => [...all].some((one) => one.endsWith(value)) },
  // Objects of 1.x's `altids` are kept as JSON.
  { from: /altids\/.+/, isKept: (value, all) => [...all].some((one) => one.includes(value)) },
]

/** Texts, numbers and truths with their paths. */
export function leavesIn(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[path, String(value)]]
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesIn(inner, path === '' ? name : `${path}/${name}`),
  )
}

/** Paths of what was given and is not in what came back. */
export function lostLeaves(given: unknown, returned: unknown): string[] {
  const all = new Set(leavesIn(returned).map(([, value]) => value))
  return leavesIn(given)
    .filter(
      ([path, value]) =>
        !all.has(value) && !renames.some(({ from, isKept }) => from.test(path) && isKept(value, all)),
    )
    .map(([path, value]) => `${path}: ${value.slice(0, 80)}`)
}
