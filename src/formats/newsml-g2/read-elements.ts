// Finding one's way in a document of NewsML-G2, whatever prefixes it has.

import type { XmlRecord } from '../xml/records.ts'

export const localName = ({ name }: XmlRecord): string => name.slice(name.indexOf(':') + 1)

/** The elements at the end of a path of names. */
export function allAt(record: XmlRecord | undefined, ...path: string[]): XmlRecord[] {
  let found = record === undefined ? [] : [record]
  for (const name of path)
    found = found.flatMap(({ children }) => children.filter((child) => localName(child) === name))
  return found
}

/** All the text in an element, with that of the elements in it. */
export const wholeText = ({ nodes }: XmlRecord): string =>
  nodes.map((node) => (typeof node === 'string' ? node : wholeText(node))).join('')
