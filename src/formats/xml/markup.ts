// HTML that stands in an XML document as elements, not as escaped text: back to the text that a reader of HTML takes.

import type { XmlRecord } from './records.ts'

/** What is in the element, as HTML; prefixes of names go, and of the attributes what a text needs stays. */
export const markupIn = ({ nodes }: XmlRecord): string =>
  nodes.map((node) => (typeof node === 'string' ? escapeHtml(node) : markupOf(node))).join('')

function markupOf(record: XmlRecord): string {
  const tag = record.name.replace(/^.*:/, '').toLowerCase()
  if (!/^[a-z][a-z0-9]*$/.test(tag)) return markupIn(record)
  const attributes = ['href', 'src', 'alt'].flatMap((name) => {
    const value = record.attributes[name]
    return value === undefined ? [] : [` ${name}="${escapeHtml(value)}"`]
  })
  const start = `<${tag}${attributes.join('')}>`
  return tag === 'br' || tag === 'img' || tag === 'hr' ? start : `${start}${markupIn(record)}</${tag}>`
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (found) => entities[found] ?? found)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
