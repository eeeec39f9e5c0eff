import { deepEqual, equal, ok } from 'node:assert/strict'
import { given, had, type Steps } from './story.ts'

export const creditsAndQuotes = {
  async createMediaCredit({ editor, kept }) {
    const credit = given(
      await editor.POST('/v1/media-credits', {
        body: {
          articleId: had(kept, 'article').id,
          mediaUrl: 'https://pictures.example/ferry.jpg',
          mediaType: 'image/jpeg',
          width: 2400,
          height: 1600,
          altText: 'A small white ferry at a wooden pier.',
          caption: 'The ferry Petrel at her pier in Port Elsin.',
          creditLine: 'Photo by Delia Marchetti/Tri-County News',
        },
      }),
    )
    kept.credit = credit
    deepEqual(credit.creators, ['Delia Marchetti'])
    deepEqual(credit.organizations, ['Tri-County News'])
  },

  async getMediaCredit({ reader, kept }) {
    const path = { id: had(kept, 'credit').id }
    const credit = given(
      await reader.GET('/v1/media-credits/{id}', { params: { path, query: { fields: ['width'] } } }),
    )
    deepEqual(credit, { id: path.id, width: 2400 })
  },

  async listCreditHolders({ reader }) {
    const { data } = given(
      await reader.GET('/v1/credit-holders', { params: { query: { kind: 'agency', limit: 100 } } }),
    )
    ok(data.some(({ name, creditCount }) => /tri-county news/i.test(name) && creditCount > 0))
  },

  async listMediaCredits({ reader, kept }) {
    const { data } = given(
      await reader.GET('/v1/media-credits', { params: { query: { agency: 'tri-county news' } } }),
    )
    deepEqual(
      data.map(({ id }) => id),
      [had(kept, 'credit').id],
    )
  },

  async listMediaCreditsOfArticle({ reader, kept }) {
    const list = given(
      await reader.GET('/v1/articles/{article}/media-credits', {
        params: { path: { article: had(kept, 'article').slug }, query: { count: 'exact' } },
      }),
    )
    equal(list.page.total, 1)
  },

  async patchMediaCredit({ editor, kept }) {
    const patched = given(
      await editor.PATCH('/v1/media-credits/{id}', {
        params: { path: { id: had(kept, 'credit').id }, header: { 'If-Match': '"1"' } },
        body: { usageTerms: 'Not for advertising.', creators: null },
      }),
    )
    equal(patched.usageTerms, 'Not for advertising.')
    deepEqual(patched.creators, [])
  },

  async deleteMediaCredit({ editor, kept }) {
    const { response } = await editor.DELETE('/v1/media-credits/{id}', {
      params: { path: { id: had(kept, 'credit').id }, header: { 'If-Match': '*' } },
    })
    equal(response.status, 204)
  },

  async createQuote({ editor, kept }) {
    const quote = given(
      await editor.POST('/v1/quotes', {
        body: {
          articleId: had(kept, 'article').id,
          text: 'The ferry to Gull Island will sail again',
          kind: 'indirect',
          speaker: { name: 'Tomas Lund', title: 'mayor' },
          via: { name: 'Harbour Radio' },
        },
      }),
    )
    kept.quote = quote
    equal(quote.origin, 'editor')
    equal(quote.position?.start, 0)
  },

  async getQuote({ reader, kept }) {
    const quote = given(
      await reader.GET('/v1/quotes/{id}', { params: { path: { id: had(kept, 'quote').id } } }),
    )
    equal(quote.via?.name, 'Harbour Radio')
  },

  async listQuotes({ reader }) {
    const { data } = given(
      await reader.GET('/v1/quotes', { params: { query: { speaker: 'ada ferris', kind: 'direct' } } }),
    )
    deepEqual(
      data.map(({ text }) => text),
      ['The boat is small, but she is dry,'],
    )
  },

  async listQuotesOfArticle({ reader, kept }) {
    const { data } = given(
      await reader.GET('/v1/articles/{article}/quotes', {
        params: { path: { article: had(kept, 'article').id } },
      }),
    )
    deepEqual(
      data.map(({ speaker }) => speaker?.name),
      ['Tomas Lund', 'Ada Ferris'],
    )
  },

  async patchQuote({ editor, kept }) {
    const patched = given(
      await editor.PATCH('/v1/quotes/{id}', {
        params: { path: { id: had(kept, 'quote').id }, header: { 'If-Match': '"1"' } },
        body: { speaker: { title: null }, cue: 'told' },
      }),
    )
    equal(patched.speaker?.title, null)
    equal(patched.cue, 'told')
  },

  async listSpeakers({ reader, kept }) {
    const { data } = given(await reader.GET('/v1/speakers', { params: { query: { q: 'fer' } } }))
    const [speaker] = data
    ok(speaker)
    kept.speaker = speaker
    equal(speaker.name, 'Ada Ferris')
    equal(speaker.quoteCount, 1)
  },

  async getSpeaker({ reader, kept }) {
    const path = { id: had(kept, 'speaker').id }
    const speaker = given(await reader.GET('/v1/speakers/{id}', { params: { path } }))
    deepEqual(
      speaker.latestQuotes?.map(({ text }) => text),
      ['The boat is small, but she is dry,'],
    )
  },

  async patchSpeaker({ editor, kept }) {
    const path = { id: had(kept, 'speaker').id }
    const patched = given(
      await editor.PATCH('/v1/speakers/{id}', {
        params: { path, header: { 'If-Match': '"1"' } },
        body: { name: 'Captain Ada Ferris', aliases: ['Ada Ferris', 'Captain Ferris'] },
      }),
    )
    deepEqual(patched.aliases, ['Ada Ferris', 'Captain Ferris'])
  },

  async mergeSpeakers({ editor, kept }) {
    const path = { id: had(kept, 'speaker').id }
    const { data } = given(
      await editor.GET('/v1/speakers', { params: { query: { name: 'Tomas Lund', fields: ['name'] } } }),
    )
    const merged = given(
      await editor.POST('/v1/speakers/{id}/merge', {
        params: { path, header: { 'If-Match': '"2"' } },
        body: { speakerIds: data.map(({ id }) => id) },
      }),
    )
    ok(merged.aliases.includes('Tomas Lund'))
  },

  async splitSpeaker({ editor, kept }) {
    const path = { id: had(kept, 'speaker').id }
    const split = given(
      await editor.POST('/v1/speakers/{id}/split', {
        params: { path, header: { 'If-Match': '"3"' } },
        body: { alias: 'Tomas Lund' },
      }),
    )
    equal(split.name, 'Tomas Lund')
    deepEqual(split.aliases, [])
  },

  async deleteQuote({ editor, kept }) {
    const { response } = await editor.DELETE('/v1/quotes/{id}', {
      params: { path: { id: had(kept, 'quote').id }, header: { 'If-Match': '*' } },
    })
    equal(response.status, 204)
  },
} satisfies Steps
