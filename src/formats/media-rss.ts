// Media RSS 1.5.1 (https://www.rssboard.org/media-rss) in RSS and Atom: a picture with its rights and everybody its credit names. The
// roles are those that validators know of `urn:ebu`; the credit as printed has none, as large publishers write it.

import { type XmlElement, xml, xmlText } from '../text/xml.ts'
import type { StoryMedia } from './story.ts'

export const mediaNamespace = 'http://search.yahoo.com/mrss/'

/** A picture without an address has nothing to load, but its credit still stands in the HTML. */
export function mediaContent(media: StoryMedia): XmlElement[] {
  const { mediaUrl, mediaType, width, height } = media
  if (mediaUrl === null) return []
  const credit = (role: string) => (name: string) => xml('media:credit', { role, scheme: 'urn:ebu' }, name)
  const license = media.webStatement ?? media.license
  return [
    xml(
      'media:content',
      { url: mediaUrl, type: mediaType, medium: mediumOf(mediaType), width, height },
      xmlText('media:description', media.caption, { type: 'plain' }),
      xmlText('media:credit', media.creditLine),
      media.creators.map(credit('photographer')),
      media.organizations.map(credit('distribution company')),
      xmlText('media:copyright', media.copyrightNotice),
      license !== null &&
        /^https?:\/\//i.test(license) &&
        xml('media:license', { href: license }, media.license ?? license),
    ),
  ]
}

function mediumOf(mediaType: string | null): string {
  const kind = mediaType?.split('/', 1)[0]?.toLowerCase()
  return kind === 'audio' || kind === 'video' ? kind : 'image'
}
