import { eachApp } from '../support/app.ts'
import { partnerKey } from './site.ts'

const canary = /kanarie/i
const told = [
  { resource: 'mediaCredit', role: 'lead', reason: 'rights' },
  { resource: 'mediaCredit', role: 'inline', reason: 'rights' },
]

eachApp('a picture whose rights do not permit syndication', async (t, test) => {
  const editor = await test.key()
  const edit = async (method: 'POST' | 'PATCH', url: string, payload: object = {}) => {
    const answer = await test.send({ method, url, key: editor, payload, headers: { 'if-match': '*' } })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.json()
  }
  const { id } = await edit('POST', '/v1/articles', { headline: 'Harbour bridge', slug: 'harbour-bridge' })
  const credit = (name: string, more: object = {}) =>
    edit('POST', '/v1/media-credits', {
      articleId: id,
      mediaUrl: `https://pictures.example/${name}.jpg`,
      caption: `${name} at the bridge`,
      altText: name,
      creditLine: `Photo by Ada ${name}/${name} Pictures`,
      ...more,
    })
  const lead = await credit('Kanarielead', { syndication: 'prohibited' })
  const inline = await credit('Kanarieinline', { syndication: 'prohibited' })
  const open = await credit('Open')
  const blocks = [
    { type: 'image', mediaCreditId: inline.id },
    { type: 'image', mediaCreditId: open.id },
    { type: 'paragraph', text: 'It is open.' },
  ]
  await edit('PATCH', `/v1/articles/${id}`, { body: { blocks } })
  await edit('POST', `/v1/articles/${id}/publish`)
  const key = await partnerKey(test, editor, {})
  const ask = (url: string) => test.send({ url, key })

  t.test('is one whose credit says so, and permitted unless it does', async (t) => {
    t.equal(lead.syndication, 'prohibited')
    t.equal(open.syndication, 'permitted')
    t.match((await test.send({ url: '/v1/articles/harbour-bridge' })).body, canary, 'readers see it')
  })

  t.test('is nowhere in what a partner gets, which says what is missing', async (t) => {
    for (const url of [
      '/v1/articles/harbour-bridge',
      '/v1/articles/harbour-bridge?include=mediaCredits,quotes',
      '/v1/articles?fields=headline',
      '/v1/articles?include=mediaCredits&fields=body,leadMedia',
    ]) {
      const answer = await ask(url)
      t.equal(answer.statusCode, 200, url)
      t.notMatch(answer.body, canary, url)
      const [article = answer.json()] = answer.json().data ?? []
      t.same(article.withheld, told, url)
    }
    const whole = (await ask('/v1/articles/harbour-bridge?include=mediaCredits')).json()
    t.equal(whole.leadMedia, null)
    t.same(
      whole.mediaCredits.map((one: { id: string }) => one.id),
      [open.id],
    )
    t.match(whole.body.html, 'Open.jpg')
  })

  t.test('is told by a header where the answer has no place for it', async (t) => {
    for (const url of [
      ...['jsonld', 'ninjs', 'newsml', 'html', 'text'].map((form) => `/v1/articles/${id}?format=${form}`),
      '/feeds/rss.xml',
      '/feeds/atom.xml',
      '/feeds/feed.json',
      `/v1/articles/${id}/media-credits`,
    ]) {
      const answer = await ask(url)
      t.notMatch(answer.body, canary, url)
      t.equal(answer.headers.withheld, 'mediaCredit;reason=rights;count=2', url)
      t.equal((await test.send({ url })).headers.withheld, undefined, 'readers miss nothing')
    }
  })

  t.test('is a note to editors in the forms of the trade, for whom it is withheld from alone', async (t) => {
    const note = '2 pictures are withheld: the rights do not permit syndication.'
    const notes = {
      ninjs: JSON.stringify({ edNote: note }).slice(1, -1),
      'ninjs&profile=1.6': JSON.stringify({ ednote: note }).slice(1, -1),
      newsml: `<edNote>${note}</edNote>`,
    }
    for (const [form, text] of Object.entries(notes)) {
      const url = `/v1/articles/${id}?format=${form}`
      t.match((await ask(url)).body, text, form)
      t.notMatch((await test.send({ url })).body, 'withheld: ', form)
      t.notMatch((await test.send({ url, key: editor })).body, 'withheld: ', form)
    }
  })

  t.test('comes and goes in the change feed with its rights', async (t) => {
    const since = (await ask('/v1/changes?limit=1000')).json().page.next
    const types = async () =>
      (await ask(`/v1/changes?since=${since}`)).json().data.map(({ type }: { type: string }) => type)
    await edit('PATCH', `/v1/media-credits/${open.id}`, { syndication: 'prohibited' })
    t.same(await types(), ['mediaCredit.deleted'])
    await edit('PATCH', `/v1/media-credits/${open.id}`, { syndication: 'permitted' })
    t.same(await types(), ['mediaCredit.updated', 'mediaCredit.updated'])
  })

  t.test('is given to a partner who may have all', async (t) => {
    const trusted = await partnerKey(test, editor, { pictures: 'all' })
    const answer = await test.send({ url: '/v1/articles/harbour-bridge', key: trusted })
    t.equal(answer.json().leadMedia.id, lead.id)
    t.equal(answer.json().withheld, undefined)
  })
})
