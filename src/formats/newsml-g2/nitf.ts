// The body of a story as NITF 3.6 (https://iptc.org/std/NITF/): the one format of the trade with a place for who said it, `q` with
// `quote-source`. A quote is marked where one block holds it whole; one that runs on into the next block stays as it is.

import { type XmlElement, xml, xmlText } from '../../text/xml.ts'
import type { Story, StoryBlock, StoryMedia } from '../story.ts'
import { markedText } from './marked-text.ts'

/** The story as the root element of NITF. */
export function nitfOf(story: Story): XmlElement {
  const pictures = new Map(story.mediaCredits.map((media) => [media.id, media]))
  const shown = new Set(
    story.body.blocks.flatMap((block) => (block.type === 'image' ? [block.mediaCreditId] : [])),
  )
  const beside = story.mediaCredits.filter(({ id }) => !shown.has(id))
  return xml(
    'nitf',
    { xmlns: 'http://iptc.org/std/NITF/2006-10-18/' },
    xml('head', {}, xml('title', {}, story.headline)),
    xml(
      'body',
      {},
      xml(
        'body.head',
        {},
        xml('hedline', {}, xml('hl1', {}, story.headline)),
        xmlText('byline', story.byline),
        story.provider && xml('distributor', {}, xml('org', {}, story.provider.name)),
        xmlText('dateline', story.dateline?.text),
        story.summary !== null && xml('abstract', {}, xml('p', {}, story.summary)),
      ),
      xml(
        'body.content',
        {},
        story.body.blocks.flatMap((block, index) => blockOf(block, index, { story, pictures })),
        beside.flatMap(mediaOf),
      ),
    ),
  )
}

interface Around {
  story: Story
  pictures: ReadonlyMap<string, StoryMedia>
}

function blockOf(block: StoryBlock, index: number, { story, pictures }: Around): XmlElement[] {
  const marked = (text: string) =>
    markedText(
      text,
      story.quotes.filter((quote) => quote.position?.block === index),
    )
  switch (block.type) {
    case 'paragraph':
      return [xml('p', {}, marked(block.text))]
    case 'heading':
      return [xml('hl2', {}, block.text)]
    case 'blockquote':
      return [xml('bq', {}, xml('block', {}, xml('p', {}, marked(block.text))))]
    case 'pullQuote':
      return [
        xml(
          'bq',
          { 'quote-source': block.attribution },
          xml('block', {}, xml('p', {}, block.text)),
          xmlText('credit', block.attribution),
        ),
      ]
    case 'list':
      return [
        xml(
          block.ordered ? 'ol' : 'ul',
          {},
          block.items.map((item) => xml('li', {}, item)),
        ),
      ]
    case 'table':
      return [tableOf(block)]
    case 'image': {
      const media = pictures.get(block.mediaCreditId)
      return media === undefined ? [] : mediaOf(media)
    }
    case 'embed':
      return [xml('p', {}, xml('a', { href: block.url }, block.title ?? block.url))]
  }
}

function tableOf({ caption, headerRows = [], rows }: Extract<StoryBlock, { type: 'table' }>): XmlElement {
  const rowOf = (cells: readonly string[], name: 'th' | 'td') =>
    xml(
      'tr',
      {},
      cells.map((text) => xml(name, {}, text)),
    )
  return xml(
    'table',
    {},
    xmlText('caption', caption),
    headerRows.length > 0 &&
      xml(
        'thead',
        {},
        headerRows.map((cells) => rowOf(cells, 'th')),
      ),
    xml(
      'tbody',
      {},
      rows.map((cells) => rowOf(cells, 'td')),
    ),
  )
}

/** NITF has no media without a file. */
function mediaOf(media: StoryMedia): XmlElement[] {
  const { mediaUrl, mediaType, width, height, altText, caption, creditLine } = media
  if (mediaUrl === null) return []
  const kind = mediaType?.split('/', 1)[0]?.toLowerCase()
  return [
    xml(
      'media',
      { 'media-type': kind === 'audio' || kind === 'video' ? kind : 'image' },
      xml('media-reference', {
        source: mediaUrl,
        'mime-type': mediaType,
        width,
        height,
        'alternate-text': altText,
      }),
      caption !== null && xml('media-caption', {}, xml('p', {}, caption)),
      xmlText('media-producer', creditLine),
    ),
  ]
}
