// Media RSS (https://www.rssboard.org/media-rss) as feeds carry it: with groups or without, with the credit at the picture, its group
// or the item. Large publishers send one picture in several widths; it is one picture, and the widest is kept.

import { given, type IncomingMedia } from './incoming-feed.ts'
import { childOf, textOf, type XmlRecord } from './xml/records.ts'

/** The pictures of an item, each once. */
export function mediaOf(item: XmlRecord): IncomingMedia[] {
  const found: IncomingMedia[] = []
  for (const child of item.children) {
    if (child.name === 'media:content') found.push(...toMedia(child, [item]))
    else if (child.name === 'media:group') {
      const inner = child.children.filter(({ name }) => name === 'media:content')
      found.push(...widest(inner.flatMap((content) => toMedia(content, [child, item]))))
    } else if (isPicture(child)) found.push(...toMedia(child, [item]))
  }
  const thumbnails = item.children.filter(({ name }) => name === 'media:thumbnail')
  return found.length > 0 ? onceEach(found) : widest(thumbnails.flatMap((one) => toMedia(one, [item])))
}

const isPicture = ({ name, attributes }: XmlRecord): boolean => {
  const isLinked = name === 'enclosure' || (name === 'link' && attributes.rel === 'enclosure')
  return isLinked && (attributes.type ?? '').startsWith('image/')
}

const roles: Record<string, 'creators' | 'organizations'> = {
  photographer: 'creators',
  author: 'creators',
  illustrator: 'creators',
  artist: 'creators',
  'camera operator': 'creators',
  'distribution company': 'organizations',
  'publishing company': 'organizations',
  'production company': 'organizations',
  'news agency': 'organizations',
}

function toMedia(content: XmlRecord, around: readonly XmlRecord[]): IncomingMedia[] {
  const { attributes } = content
  const url = given(attributes.url ?? attributes.href)
  if (url === null || !/^(?:https?:)?\/\//i.test(url)) return []
  const medium = attributes.medium ?? attributes.type?.split('/', 1)[0] ?? 'image'
  if (medium !== 'image' && medium !== 'application') return []
  const scope = [content, ...around]
  const nearest = (name: string) => scope.flatMap((record) => given(textOf(record, name)) ?? [])[0] ?? null
  const credits = scope
    .map((record) => record.children.filter(({ name }) => name === 'media:credit'))
    .find((list) => list.length > 0)
  const named = (kind: 'creators' | 'organizations') =>
    (credits ?? []).flatMap(({ attributes: { role = '' }, text }) =>
      roles[role.toLowerCase()] === kind ? (given(text) ?? []) : [],
    )
  const line = (credits ?? []).find(
    ({ attributes: { role } }) => roles[role?.toLowerCase() ?? ''] === undefined,
  )
  const license = scope.flatMap((record) => childOf(record, 'media:license') ?? [])[0]
  return [
    {
      url: url.startsWith('//') ? `https:${url}` : url,
      mediaType: given(attributes.type),
      width: sizeOf(attributes.width),
      height: sizeOf(attributes.height),
      caption:
        nearest('media:description') ?? (around.length > 0 ? given(textOf(content, 'media:title')) : null),
      creditLine: given(line?.text),
      creators: named('creators'),
      organizations: named('organizations'),
      copyrightNotice: nearest('media:copyright'),
      webStatement: given(license?.attributes.href),
    },
  ]
}

const sizeOf = (text: string | undefined): number | null => {
  const size = Number(text)
  return Number.isInteger(size) && size > 0 ? size : null
}

const widest = (list: IncomingMedia[]): IncomingMedia[] =>
  list.length === 0 ? [] : [list.reduce((a, b) => ((b.width ?? 0) > (a.width ?? 0) ? b : a))]

/** What has one path, one caption and one credit is one picture. */
function onceEach(list: readonly IncomingMedia[]): IncomingMedia[] {
  const known = new Map<string, IncomingMedia[]>()
  for (const media of list) {
    const { url, caption, creditLine, creators } = media
    const key = JSON.stringify([url.split('?', 1)[0]?.replace(/\d+/g, ''), caption, creditLine, creators])
    known.set(key, [...(known.get(key) ?? []), media])
  }
  return [...known.values()].flatMap((same) => {
    const isOneCredited = same[0]?.caption !== null || same[0]?.creditLine !== null
    return isOneCredited ? widest(same) : [...new Map(same.map((one) => [one.url, one])).values()]
  })
}
