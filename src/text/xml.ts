// XML 1.0 (https://www.w3.org/TR/xml/), written and not read: elements in the order given, everything in them escaped. What XML cannot
// hold at all (section 2.2) goes, U+FFFE and U+FFFF become U+FFFD, so a document is well formed whatever text comes in.

export interface XmlElement {
  name: string
  attributes: Readonly<Record<string, string>>
  children: readonly (XmlElement | string)[]
}

type Attribute = string | number | null | undefined
type Child = XmlElement | string | null | undefined | false

/** An element; attributes and children that are null, undefined or false are left out. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly (Child | readonly Child[])[]
): XmlElement {
  return {
    name,
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value]) =>
        value === null || value === undefined ? [] : [[key, String(value)]],
      ),
    ),
    children: children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  }
}

/** An element with this text; undefined for text that is not there. */
export const xmlText = (
  name: string,
  text: string | null | undefined,
  attributes: Readonly<Record<string, Attribute>> = {},
): XmlElement | undefined => (text === null || text === undefined ? undefined : xml(name, attributes, text))

/** The document with this root, in UTF-8; elements that hold no text stand on lines of their own. */
export const writeXml = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}\n`

/**
 * The document with this root, which has no children but those that come, a slice at a time: whoever makes each after a pause keeps
 * nobody waiting for the whole.
 */
export async function writeXmlSlices(
  root: XmlElement,
  slices: AsyncIterable<readonly XmlElement[]>,
): Promise<string> {
  const lines: string[] = []
  for await (const slice of slices) for (const child of slice) lines.push(write(child, '  '))
  const empty = writeXml(root)
  if (lines.length === 0) return empty
  return `${empty.replace(/\/>\n$/, '>')}\n${lines.join('\n')}\n</${root.name}>\n`
}

function write({ name, attributes, children }: XmlElement, indent: string): string {
  const start = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  const open = `${indent}<${name}${start.join('')}`
  if (children.length === 0) return `${open}/>`
  if (children.some((child) => typeof child === 'string')) {
    const inner = children.map((child) => (typeof child === 'string' ? escapeXml(child) : write(child, '')))
    return `${open}>${inner.join('')}</${name}>`
  }
  // No child is a text here.
  const lines = children.map((child) => write(child as XmlElement, `${indent}  `))
  return `${open}>\n${lines.join('\n')}\n${indent}</${name}>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would make a blank or a line feed of them.
  '\t': '&#9;',
  '\r': '&#13;',
  '\uFFFE': '\uFFFD',
  '\uFFFF': '\uFFFD',
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"\uFFFE\uFFFF\p{Cs}]|[^\P{Cc}\n]/gu, (char) => entities[char] ?? '')
