// Stories of every kind that entitlements tell apart, each with a word of its own in all that hangs on it: a canary, by which it
// is found in an answer; and everybody who may have some of them.

import type { Scope } from '../../src/http/actor.ts'
import type { TestApp } from '../support/app.ts'

/** What each kind of story is, beside its word; published unless said. */
const kinds = {
  plain: {},
  section: { section: 'Kanariesection' },
  language: { language: 'nn' },
  agency: { dateline: { text: 'OSLO (Kanarieagency) —', agency: 'Kanarieagency' } },
  embargoed: { embargoUntil: '2026-11-26T09:00:00Z' },
  draft: {},
  withdrawn: {},
  gone: { section: 'Kanariegone' },
  late: {},
} as const
export type Kind = keyof typeof kinds
// The keys of a literal are its names; TypeScript calls them strings.
export const kindNames = Object.keys(kinds) as Kind[]

/** Pictures in the text of the plain story: it is there for whoever may have it, and they are not. */
export const pictureNames = ['prohibited', 'expired'] as const
export type PictureKind = (typeof pictureNames)[number]

export const wordOf = (kind: Kind | PictureKind): string => `Kanarie${kind}`

/** The kinds whose words an answer has. */
export const kindsIn = (text: string): Kind[] => wordsIn(text, kindNames)
export const picturesIn = (text: string): PictureKind[] => wordsIn(text, pictureNames)

const wordsIn = <Name extends Kind | PictureKind>(text: string, names: readonly Name[]): Name[] =>
  names.filter((name) => text.toLowerCase().includes(wordOf(name).toLowerCase()))

export interface Planted {
  id: string
  slug: string
  former: string
  credit: string
  quote: string
  speaker: string
  comment: string | undefined
}

export interface PartnerSite {
  stories: Record<Kind, Planted>
  /** Their credits. */
  pictures: Record<PictureKind, string>
  /** A preview link of the draft. */
  preview: string
}

type Edit = (method: 'POST' | 'PATCH', url: string, payload?: object) => Promise<Made>

interface Made {
  id: string
  version: number
  slug: string
}

/** A new partner's token. */
export const partnerKey = async (
  test: TestApp,
  admin: string,
  entitlements: object,
  ...more: Scope[]
): Promise<string> =>
  (
    await test.send({
      method: 'POST',
      url: '/v1/keys',
      key: admin,
      payload: { name: 'partner', scopes: ['syndication:read', ...more], entitlements },
    })
  ).json().key

export async function plantStories(test: TestApp, editor: string): Promise<PartnerSite> {
  const edit: Edit = async (method, url, payload = {}) => {
    const answer = await test.send({ method, url, key: editor, payload, headers: { 'if-match': '*' } })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.json()
  }
  const stories = {} as Record<Kind, Planted>
  const pictures = {} as Record<PictureKind, string>
  for (const kind of kindNames) {
    // All but one have been out for two hours.
    if (kind === 'late') test.clock.advance(2 * 60 * 60 * 1000)
    stories[kind] = await plantStory(test, { kind, edit, pictures })
  }
  for (const kind of ['withdrawn', 'gone'] as const)
    await edit('POST', `/v1/articles/${stories[kind].id}/withdraw`, { reason: `Not so, ${wordOf(kind)}.` })
  const { token } = (await edit('POST', `/v1/articles/${stories.draft.id}/preview-links`)) as unknown as {
    token: string
  }
  test.clock.advance(60_000)
  await test.settle()
  return { stories, pictures, preview: token }
}

async function plantStory(
  test: TestApp,
  { kind, edit, pictures }: { kind: Kind; edit: Edit; pictures: Record<PictureKind, string> },
): Promise<Planted> {
  const word = wordOf(kind)
  const text = `Harbour bridge. “We know ${word} now,” Mayor Ola ${word} said.`
  const made = await edit('POST', '/v1/articles', {
    headline: `${word} headline`,
    summary: `${word} summary`,
    byline: `By Ines ${word}`,
    authors: [{ name: `Ines ${word}` }],
    section: 'Local',
    tags: ['Shared', `${word} tag`],
    subjects: [{ name: 'Bridges' }, { name: `${word} subject` }],
    provider: { name: 'City Wire' },
    language: 'en',
    body: { blocks: [{ type: 'paragraph', text }] },
    ...kinds[kind],
  })
  const credit = await edit('POST', '/v1/media-credits', creditOf(made, word))
  if (kind === 'plain') await plantPictures(made, { edit, text, pictures, now: test.clock.now() })
  const slug = `${kind}-story`
  await edit('PATCH', `/v1/articles/${made.id}`, { slug })
  if (kind !== 'draft') await edit('POST', `/v1/articles/${made.id}/publish`)
  return { ...(await hangingOn(test, made, word)), slug, former: made.slug, credit: credit.id }
}

const creditOf = ({ id }: Made, word: string) => ({
  articleId: id,
  mediaUrl: `https://pictures.example/${word}.jpg`,
  altText: `${word} alt`,
  caption: `${word} caption`,
  creditLine: `Photo by Ines ${word}/${word} Pictures`,
})

async function plantPictures(
  story: Made,
  { edit, text, pictures, now }: { edit: Edit; text: string; pictures: PartnerSite['pictures']; now: Date },
): Promise<void> {
  const rights = {
    prohibited: { syndication: 'prohibited' },
    expired: { rightsExpireAt: new Date(now.getTime() + 60 * 60 * 1000).toISOString() },
  }
  for (const name of pictureNames) {
    const made = await edit('POST', '/v1/media-credits', {
      ...creditOf(story, wordOf(name)),
      ...rights[name],
    })
    pictures[name] = made.id
  }
  const images = pictureNames.map((name) => ({ type: 'image', mediaCreditId: pictures[name] }))
  const body = { blocks: [...images, { type: 'paragraph', text }] }
  await edit('PATCH', `/v1/articles/${story.id}`, { body })
}

/** The quote that was found, its speaker, and a comment where one may be left. */
async function hangingOn(test: TestApp, { id }: Made, word: string) {
  const key = await test.key('articles:read')
  const [quote] = (await test.send({ url: `/v1/articles/${id}/quotes`, key })).json().data
  const said = await test.send({
    method: 'POST',
    url: `/v1/articles/${id}/comments`,
    payload: { authorName: `Reader ${word}`, body: `What ${word} means to me.` },
  })
  const comment: string | undefined = said.statusCode === 201 ? said.json().id : undefined
  return { id, quote: quote.id as string, speaker: quote.speaker.id as string, comment }
}
