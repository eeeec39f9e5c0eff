// IPTC ninjs 1.x, 2.x and 3.x (https://iptc.org/std/ninjs/), told apart by their names rather than by what they say they are: half of the
// trade's items say nothing, some the wrong thing. What fits no version is refused with a pointer to each place that is wrong; what
// fits is read as 3.1, and what 3.1 has no place for stands among its `altIds` under the name it had.

import {
  check,
  fit,
  isObject,
  type Json,
  type JsonObject,
  type Leftover,
  type Problem,
  type Shape,
} from './shape.ts'
import { ninjs1, ninjs2, ninjs3 } from './shapes.ts'
import { from1, from2 } from './upgrade.ts'

export type ReadItem = { item: JsonObject } | { problems: Problem[] }

interface Version {
  shape: Shape
  /** Names that no other version has. */
  marks: readonly string[]
  upgrade: (item: JsonObject) => JsonObject
}

const versions: readonly Version[] = [
  {
    shape: ninjs3,
    marks: marksOf(ninjs3.fields, ninjs2.fields, ninjs1.fields),
    upgrade: (item) => item,
  },
  { shape: ninjs2, marks: marksOf(ninjs2.fields, ninjs3.fields, ninjs1.fields), upgrade: from2 },
  { shape: ninjs1, marks: marksOf(ninjs1.fields, ninjs3.fields, ninjs2.fields), upgrade: from1 },
]

function marksOf(fields: object, ...others: object[]): string[] {
  return Object.keys(fields).filter((name) => others.every((other) => !Object.hasOwn(other, name)))
}

/** Reads the value of one item. */
export function readItem(value: Json): ReadItem {
  if (!isObject(value)) return { problems: [{ pointer: '', message: 'An item of ninjs is an object.' }] }
  const ranked = versions
    .map((version) => ({
      ...version,
      score: version.marks.filter((name) => value[name] !== undefined).length,
    }))
    .sort((one, other) => other.score - one.score)
  const fitting = ranked.find(({ shape }) => check(shape, value).length === 0)
  if (fitting === undefined) return { problems: check(ranked[0]?.shape ?? ninjs3, value) }
  return { item: fitTo3(fitting.upgrade(value)) }
}

/** What of an item 3.1 has a place for, and the rest among the other names of it or of the association it stands in. */
export function fitTo3(item: JsonObject): JsonObject {
  const { associations, uri, ...own } = item
  const leftovers: Leftover[] = []
  const { fields } = ninjs3
  // Addresses that are none in 3.1 are still the name by which the sender knows the item.
  const isKnown = typeof uri === 'string' && check({ is: 'uri' }, uri).length === 0
  if (!isKnown && uri !== undefined) leftovers.push({ path: ['uri'], value: uri })
  const fitted = (fit({ fields }, own, { leftovers }) ?? {}) as JsonObject
  const inner = Array.isArray(associations) ? associations.filter(isObject).map(fitAssociation) : undefined
  const { altIds } = fitted
  const ids = [
    ...(Array.isArray(altIds) ? altIds : []),
    ...leftovers.map(({ path, value }) => ({ role: path.join('/'), value: String(value) })),
  ]
  return {
    ...(isKnown && { uri }),
    ...fitted,
    ...(inner !== undefined && { associations: inner }),
    ...((ids.length > 0 || altIds !== undefined) && { altIds: ids }),
  }
}

function fitAssociation({ name, rel, ...item }: JsonObject): JsonObject {
  const fitted = fitTo3(typeof rel === 'string' || rel === undefined ? item : { ...item, rel })
  return { ...(name !== undefined && { name }), ...(typeof rel === 'string' && { rel }), ...fitted }
}
