// What stands in a newsItem as its text: XHTML, NITF or plain text, as HTML or as it is; and the pictures that NITF holds among it.

import type { JsonObject } from '../ninjs/shape.ts'
import { escapeHtml, markupIn } from '../xml/markup.ts'
import type { XmlRecord } from '../xml/records.ts'
import { allAt, localName, wholeText } from './read-elements.ts'

/** The text with its type; undefined where there is none. */
export function bodyOf(record: XmlRecord): JsonObject | undefined {
  for (const inline of allAt(record, 'contentSet', 'inlineXML')) {
    const [nitf] = allAt(inline, 'nitf')
    const [content] = allAt(nitf, 'body', 'body.content')
    if (content !== undefined) return { contentType: 'text/html', value: nitfMarkup(content) }
    const [body] = allAt(inline, 'html', 'body')
    const value = markupIn(withoutHeader(body ?? inline))
    if (nitf === undefined && value.trim() !== '') return { contentType: 'text/html', value }
  }
  for (const data of allAt(record, 'contentSet', 'inlineData')) {
    const value = wholeText(data)
    const { contenttype = 'text/plain', encoding } = data.attributes
    if (encoding === undefined && value.trim() !== '')
      return { contentType: /html/.test(contenttype) ? 'text/html' : 'text/plain', value }
  }
  return undefined
}

/** Above the text some print what they have said in the metadata: headline, topics, the hour. */
function withoutHeader(body: XmlRecord): XmlRecord {
  const nodes = body.nodes.filter((node) => typeof node === 'string' || localName(node) !== 'header')
  const rest = { ...body, nodes }
  return wholeText(rest).trim() === '' ? body : rest
}

const tags: Record<string, string> = { hl1: 'h2', hl2: 'h2', bq: 'blockquote', block: 'div', credit: 'p' }

/** Blocks of NITF by their names in HTML; notes to editors and media are no text. */
function nitfMarkup({ nodes }: XmlRecord): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escapeHtml(node)
      const name = localName(node)
      if (name === 'media' || name === 'note') return ''
      const tag = tags[name] ?? name
      return /^[a-z][a-z0-9]*$/.test(tag) ? `<${tag}>${nitfMarkup(node)}</${tag}>` : nitfMarkup(node)
    })
    .join('')
}

/** The pictures of NITF, as associations of ninjs. */
export function picturesIn(record: XmlRecord): JsonObject[] {
  const media = allAt(record, 'contentSet', 'inlineXML', 'nitf', 'body').flatMap(mediaIn)
  return media.flatMap((one) => {
    const [reference] = allAt(one, 'media-reference')
    const href = reference?.attributes.source
    if (reference === undefined || href === undefined) return []
    const { 'mime-type': contentType, 'alternate-text': alt, width, height } = reference.attributes
    const texts = [
      ['caption', allAt(one, 'media-caption').map(wholeText).join('\n').trim()],
      ['creditline', allAt(one, 'media-producer').map(wholeText).join(', ').trim()],
      ['alttext', alt ?? ''],
    ] as const
    const size = (text: string | undefined) => (/^\d{1,7}$/.test(text ?? '') ? { given: Number(text) } : {})
    const rendition: JsonObject = {
      href,
      ...(contentType !== undefined && { contentType }),
      ...('given' in size(width) && { width: Number(width) }),
      ...('given' in size(height) && { height: Number(height) }),
    }
    const descriptions = texts.flatMap(([role, value]) => (value === '' ? [] : [{ role, value }]))
    return [{ type: 'picture', renditions: [rendition], descriptions }]
  })
}

const mediaIn = (record: XmlRecord): XmlRecord[] =>
  localName(record) === 'media' ? [record] : record.children.flatMap(mediaIn)
