// Where there is something of a story or a picture to read.

import { type Kind, type PictureKind, type Planted, wordOf } from './site.ts'

/** Addresses of one story and of what hangs on it. */
export const addressesOf = ({ id, slug, credit, quote, speaker, comment }: Planted): string[] => [
  `/v1/articles/${slug}`,
  `/v1/articles/${slug}/quotes`,
  ...[
    '',
    '?include=mediaCredits,quotes,comments',
    ...['jsonld', 'ninjs', 'ninjs&profile=1.6', 'newsml', 'html', 'text'].map((form) => `?format=${form}`),
    ...[
      '/media-credits',
      '/quotes',
      '/comments',
      '/comments?view=tree',
      '/comments.rss',
      '/comments.atom',
      '/comments/stream',
      '/related',
    ],
  ].map((rest) => `/v1/articles/${id}${rest}`),
  `/v1/media-credits/${credit}`,
  `/v1/quotes/${quote}`,
  `/v1/quotes/${quote}?include=article`,
  `/v1/speakers/${speaker}`,
  ...(comment === undefined ? [] : [`/v1/comments/${comment}`, `/v1/comments/${comment}/replies`]),
]

/** Lists that have no word of a story in their address; what they show of each is in their text. */
export const lists = [
  '/v1/articles',
  '/v1/articles?fields=headline,body,leadMedia&include=mediaCredits,quotes,comments',
  '/v1/articles?q=harbour',
  '/v1/articles?q=harbour&sort=-publishedAt',
  '/v1/articles?tag=Shared',
  '/v1/articles?tag=Shared,Unknown',
  '/v1/articles?subject=Bridges',
  '/v1/articles?sort=updatedAt',
  '/sitemap.xml',
  '/news-sitemap.xml',
  '/feeds/rss.xml',
  '/feeds/atom.xml',
  '/feeds/feed.json',
  '/feeds/feed.json?q=harbour',
  '/v1/tags?limit=100',
  '/v1/authors?limit=100',
  '/v1/subjects?limit=100',
  '/v1/media-credits',
  '/v1/credit-holders',
  '/v1/credit-holders?kind=agency',
  '/v1/quotes',
  '/v1/quotes?include=article',
  '/v1/speakers',
  '/v1/speakers?sort=-quoteCount',
  '/v1/speakers?q=ola',
  '/v1/comments',
  '/v1/comments.rss',
  '/v1/comments.atom',
]

/** Of these, the ones that have something of every picture in the text of a story. */
export const showsPictures = (url: string): boolean =>
  /^\/v1\/(?:media-credits(?!\/)|credit-holders)|include=mediaCredits|format=(?:jsonld|ninjs|newsml|html)|^\/feeds/.test(
    url,
  )

/** Lists by a word of a picture: each has it, or the story that shows it, or is empty. */
export const pictureSearches = (name: PictureKind): string[] => {
  const word = wordOf(name)
  return [
    `/v1/articles?mediaAgency=${word}%20Pictures`,
    `/v1/media-credits?q=${word}`,
    `/v1/media-credits?agency=${word}%20Pictures`,
    `/v1/media-credits?creator=Ines%20${word}`,
  ]
}

/** Lists by a word of one story: each has it or is empty. */
export const searches = (kind: Kind, { id }: Planted): string[] => {
  const word = wordOf(kind)
  return [
    `/v1/articles?q=${word}`,
    `/v1/articles?tag=${word}%20tag`,
    `/v1/articles?author=Ines%20${word}`,
    `/v1/articles?subject=${word}%20subject`,
    `/v1/articles?mediaAgency=${word}%20Pictures`,
    `/v1/articles?ids=${id}`,
    `/v1/media-credits?q=${word}`,
    `/v1/media-credits?agency=${word}%20Pictures`,
    `/v1/media-credits?creator=Ines%20${word}`,
    `/v1/media-credits?article=${id}`,
    `/v1/quotes?q=${word}`,
    `/v1/quotes?speaker=Ola%20${word}`,
    `/v1/quotes?article=${id}`,
    `/v1/speakers?q=${word}`,
    `/v1/speakers?name=Ola%20${word}`,
  ]
}
