// Pictures in a stored body. The HTML is derived once, but whether a picture may be shown changes with its credit, with
// the clock (rights end at an instant) and with who looks. So what is stored is a marker, which every view resolves; a
// reader of the stored HTML that forgets to shows no picture, rather than one too many.

import { escapeHtml } from '../text/html.ts'

/** What the HTML of a picture is made of, as its media credit has it. */
export interface Picture {
  id: string
  mediaUrl: string | null
  mediaType: string | null
  width: number | null
  height: number | null
  altText: string | null
  caption: string | null
  creditLine: string | null
}

/** Text never holds it: the blocks' texts are escaped. */
export const pictureMarker = (mediaCreditId: string): string => `<!--picture:${mediaCreditId}-->`

const marker = /\n?<!--picture:([0-9a-f-]{36})-->/g

/** The stored HTML with these pictures in their places; a picture that is not among them leaves no trace. */
export function showPictures(html: string, pictures: readonly Picture[]): string {
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))
  const shown = html.replace(marker, (written, id: string) => {
    const figure = figureOf(byId.get(id))
    return figure === '' ? '' : `${written.startsWith('\n') ? '\n' : ''}${figure}`
  })
  return shown.startsWith('\n') ? shown.slice(1) : shown
}

/** A credit without an address has nothing to show. */
function figureOf(picture: Picture | undefined): string {
  if (picture === undefined || picture.mediaUrl === null) return ''
  const caption = [
    picture.caption && escapeHtml(picture.caption),
    picture.creditLine && `<small>${escapeHtml(picture.creditLine)}</small>`,
  ].filter(Boolean)
  const below = caption.length === 0 ? '' : `<figcaption>${caption.join(' ')}</figcaption>`
  return `<figure>${mediaOf(picture, picture.mediaUrl)}${below}</figure>`
}

function mediaOf({ mediaType, altText, width, height }: Picture, url: string): string {
  const address = escapeHtml(url)
  // A film or a sound is no image; the link to it loads nothing.
  if (mediaType !== null && !/^image\//i.test(mediaType))
    return `<a href="${address}" rel="noopener nofollow">${escapeHtml(altText || url)}</a>`
  const size = width === null || height === null ? '' : ` width="${width}" height="${height}"`
  return `<img src="${address}" alt="${escapeHtml(altText ?? '')}"${size}>`
}
