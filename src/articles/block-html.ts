// The HTML of one block. Texts are escaped, so nothing an editor pastes becomes markup; the elements are those below and
// the only attributes are `href`, `rel`, `src`, `alt`, `width` and `height`. Nothing is loaded but the article's own pictures.

import { escapeHtml } from '../text/html.ts'
import type { Block } from './blocks.ts'
import { pictureMarker } from './pictures.ts'

/** The block as HTML; a picture is a marker, for whether it may be seen is decided for each view. */
export function blockHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`
    case 'blockquote':
      return `<blockquote><p>${escapeHtml(block.text)}</p></blockquote>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => element('li', item)).join('')}</${tag}>`
    }
    case 'pullQuote':
      return `<aside><blockquote><p>${escapeHtml(block.text)}</p></blockquote>${element('p', block.attribution)}</aside>`
    case 'table':
      return tableHtml(block)
    case 'image':
      return pictureMarker(block.mediaCreditId)
    case 'embed':
      return `<figure>${link(block.url, block.title ?? block.url)}${element('figcaption', block.provider)}</figure>`
  }
}

const element = (tag: string, text: string | null | undefined): string =>
  text === null || text === undefined ? '' : `<${tag}>${escapeHtml(text)}</${tag}>`

const link = (url: string, text: string): string =>
  `<a href="${escapeHtml(url)}" rel="noopener nofollow">${escapeHtml(text)}</a>`

function tableHtml({ caption, headerRows = [], rows }: Extract<Block, { type: 'table' }>): string {
  const rowsOf = (list: string[][], cell: 'th' | 'td') =>
    list.map((cells) => `<tr>${cells.map((text) => element(cell, text)).join('')}</tr>`).join('')
  const head = headerRows.length === 0 ? '' : `<thead>${rowsOf(headerRows, 'th')}</thead>`
  return `<table>${element('caption', caption)}${head}<tbody>${rowsOf(rows, 'td')}</tbody></table>`
}
