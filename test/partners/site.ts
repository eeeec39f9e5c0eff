// Stories of every kind that entitlements tell apart, each with a word of its own in all that hangs on it: a canary, by which it
// is found in an answer; and everybody who may have some of them.

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

export const wordOf = (kind: Kind): string => `Kanarie${kind}`

/** The kinds whose words an answer has. */
export const kindsIn = (text: string): Kind[] =>
  kindNames.filter((kind) => text.toLowerCase().includes(wordOf(kind).toLowerCase()))

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
  editor: string
  stories: Record<Kind, Planted>
  /** A preview link of the draft. */
  preview: string
  edit: (method: 'POST' | 'PATCH', url: string, payload?: object) => Promise<Made>
}

interface Made {
  id: string
  version: number
  slug: string
}

/** A new partner's token. */
export const partnerKey = async (test: TestApp, admin: string, entitlements: object): Promise<string> =>
  (
    await test.send({
      method: 'POST',
      url: '/v1/keys',
      key: admin,
      payload: { name: 'partner', scopes: ['syndication:read'], entitlements },
    })
  ).json().key

export async function plantStories(test: TestApp): Promise<PartnerSite> {
  const editor = await test.key()
  const edit: PartnerSite['edit'] = async (method, url, payload = {}) => {
    const answer = await test.send({ method, url, key: editor, payload, headers: { 'if-match': '*' } })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.json()
  }
  const stories = {} as Record<Kind, Planted>
  for (const kind of kindNames) {
    // All but one have been out for two hours.
    if (kind === 'late') test.clock.advance(2 * 60 * 60 * 1000)
    stories[kind] = await plantStory(test, { kind, edit })
  }
  for (const kind of ['withdrawn', 'gone'] as const)
    await edit('POST', `/v1/articles/${stories[kind].id}/withdraw`, { reason: `Not so, ${wordOf(kind)}.` })
  const { token } = (await edit('POST', `/v1/articles/${stories.draft.id}/preview-links`)) as unknown as {
    token: string
  }
  test.clock.advance(60_000)
  await test.settle()
  return { editor, stories, preview: token, edit }
}

async function plantStory(
  test: TestApp,
  { kind, edit }: { kind: Kind; edit: PartnerSite['edit'] },
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
  const credit = await edit('POST', '/v1/media-credits', {
    articleId: made.id,
    mediaUrl: `https://pictures.example/${word}.jpg`,
    altText: `${word} alt`,
    caption: `${word} caption`,
    creditLine: `Photo by Ines ${word}/${word} Pictures`,
  })
  const slug = `${kind}-story`
  await edit('PATCH', `/v1/articles/${made.id}`, { slug })
  if (kind !== 'draft') await edit('POST', `/v1/articles/${made.id}/publish`)
  return { ...(await hangingOn(test, made, word)), slug, former: made.slug, credit: credit.id }
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
