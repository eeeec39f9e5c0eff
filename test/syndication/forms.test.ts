import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { newsMlG2Judge, ninjsJudge, parseXml, schemaOrgJudge, withoutStandards } from '../support/judges.ts'

const said = 'the harbour is open again'
const story = {
  headline: 'Harbour & ferries <reopen>',
  summary: 'Two winters on.',
  byline: 'By Nell Varga and Tom Reyes',
  dateline: { text: 'PORT ELSIN, Nov. 23 (TCN) —' },
  provider: { name: 'Tri-County News', uri: 'https://tcn.example/' },
  section: 'Local',
  tags: ['ferries', 'harbour'],
  subjects: [
    { name: 'water transport', qcode: 'medtop:20000350' },
    { name: 'ports', qcode: 'own:7' },
  ],
  language: 'en',
  body: {
    blocks: [
      { type: 'paragraph', text: `“On Monday ${said},” harbour master Ada Ferris said.` },
      { type: 'heading', level: 2, text: 'Boats' },
      { type: 'list', ordered: true, items: ['one', 'two'] },
      { type: 'table', caption: 'Fares', headerRows: [['who', 'fare']], rows: [['child', '2']] },
      { type: 'pullQuote', text: said, attribution: 'Ada Ferris' },
      { type: 'embed', url: 'https://video.example/1?a=1&b=2' },
    ],
  },
}
const picture = {
  role: 'lead',
  mediaUrl: 'https://media.example/ferry.jpg?w=1&h=2',
  mediaType: 'image/jpeg',
  width: 1200,
  height: 800,
  altText: 'A ferry',
  caption: 'The ferry at noon.',
  creditLine: 'Photo by Ada Lint/TCN',
  copyrightNotice: '© TCN',
  usageTerms: 'Editorial use only.',
  license: 'CC BY 4.0',
  rightsExpireAt: '2027-01-01T00:00:00Z',
}
const types = {
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  ninjs: 'application/vnd.iptc.ninjs+json; charset=utf-8',
  newsml: 'application/vnd.iptc.g2.newsitem+xml; charset=utf-8',
  html: 'text/html; charset=utf-8',
  text: 'text/plain; charset=utf-8',
}

eachApp('an article in other forms', async (t, test) => {
  const desk = await articleDesk(test)
  const { id } = await desk.create(story)
  const credit = (await desk.post('/v1/media-credits', { ...picture, articleId: id })).json()
  await desk.post(`/v1/articles/${id}/publish`, {}, { 'if-match': '*' })
  const inForm = (form: string) => desk.read(`/v1/articles/${id}?format=${form}`)

  t.test('is asked for by name or by media type, and says which it is', async (t) => {
    for (const [name, type] of Object.entries(types)) {
      const byName = await inForm(name)
      const [bare = ''] = type.split(';')
      const byType = await test.send({ url: `/v1/articles/${id}`, headers: { accept: `${bare}, */*;q=0.1` } })
      t.equal(byName.headers['content-type'], type)
      t.equal(byType.headers['content-type'], type)
      t.equal(byName.body, byType.body, name)
      t.match(byType.headers.vary, /\bAccept\b(?!-)/)
    }
    t.equal((await desk.read(`/v1/articles/${id}`)).headers['content-type'], types.json)
    const refused = await test.send({ url: `/v1/articles/${id}`, headers: { accept: 'image/png' } })
    t.equal(refused.statusCode, 406)
  })

  t.test('has a validator of its own, and one answer that is kept is not taken for another', async (t) => {
    const tags = new Set<unknown>()
    for (let round = 0; round < 2; round++) {
      for (const type of Object.values(types)) {
        const accept = type.split(';', 1)[0] ?? ''
        const { headers } = await test.send({ url: `/v1/articles/${id}`, headers: { accept } })
        t.equal(headers['content-type'], type)
        tags.add(headers.etag)
        const again = await test.send({
          url: `/v1/articles/${id}`,
          headers: { accept, 'if-none-match': String(headers.etag) },
        })
        t.equal(again.statusCode, 304)
      }
    }
    t.equal(tags.size, Object.keys(types).length)
  })

  t.test(
    'is whole: a projection of it is refused by name, and so is a form that does not exist',
    async (t) => {
      for (const query of ['format=ninjs&fields=headline', 'format=html&include=quotes', 'format=pdf']) {
        const refused = await desk.read(`/v1/articles/${id}?${query}`)
        t.equal(refused.statusCode, 400)
        t.match(refused.json().errors, [{ in: 'query', pointer: /^\/(fields|include|format)$/ }])
      }
    },
  )

  t.test(
    'as NewsML-G2 validates, and has the quote with its source',
    { skip: withoutStandards },
    async (t) => {
      const validate = newsMlG2Judge()
      const { body } = await inForm('newsml')
      t.doesNotThrow(() => validate(body))
      t.match(body, `<q quote-source="Ada Ferris">On Monday ${said},</q>`)
      t.throws(() => validate(body.replace('<itemMeta>', '<itemMeta><itemClass qcode="ninat:text"/>')))
      const bare = await desk.publish({ headline: 'Nothing but a headline' })
      t.doesNotThrow(() => parseXml(body))
      validate((await desk.read(`/v1/articles/${bare.id}?format=newsml`)).body)
    },
  )

  t.test('as ninjs validates, with credit, caption and dateline', { skip: withoutStandards }, async (t) => {
    const judge = ninjsJudge()
    const item = (await inForm('ninjs')).json()
    t.same(judge(item), [])
    t.not(judge({ ...item, headline: 'not in 3.1' }).length, 0)
    t.match(item, { uri: `urn:uuid:${id}`, pubStatus: 'usable', by: story.byline, located: 'PORT ELSIN' })
    t.match(item.bodies, [
      { value: /^<p>PORT ELSIN, Nov\. 23 \(TCN\) — “On Monday/ },
      { value: /^PORT ELSIN/ },
    ])
    t.match(item.associations, [
      {
        uri: `urn:uuid:${credit.id}`,
        type: 'picture',
        by: 'Ada Lint',
        descriptions: [
          { role: 'caption', value: picture.caption },
          { role: 'creditline', value: picture.creditLine },
          {},
        ],
        renditions: [{ href: picture.mediaUrl, width: 1200 }],
      },
    ])
    const bare = await desk.publish({ headline: 'Only this' })
    t.same(judge((await desk.read(`/v1/articles/${bare.id}?format=ninjs`)).json()), [])
  })

  t.test('as ninjs validates in older versions too', { skip: withoutStandards }, async (t) => {
    for (const version of ['2.2', '1.6'] as const) {
      const answer = await inForm(`ninjs&profile=${version}`)
      t.equal(answer.headers['content-type'], types.ninjs)
      t.same(ninjsJudge(version)(answer.json()), [])
    }
    t.match((await inForm('ninjs&profile=1.6')).json(), {
      headline: story.headline,
      byline: story.byline,
      body_html: /PORT ELSIN/,
      person: [{ name: 'Nell Varga', rel: 'author' }, {}],
      associations: { lead1: { byline: 'Ada Lint', description_creditline: picture.creditLine } },
    })
    for (const query of ['format=jsonld&profile=2.2', 'profile=2.2', 'format=ninjs&profile=2.0']) {
      t.equal((await desk.read(`/v1/articles/${id}?${query}`)).statusCode, 400, query)
    }
  })

  t.test('as JSON-LD says only what schema.org knows', { skip: withoutStandards }, async (t) => {
    const judge = schemaOrgJudge()
    const item = (await inForm('jsonld')).json()
    t.same(judge(item), [])
    t.same(judge({ ...item, colour: 'red', wordCount: 'many' }).length, 2)
    t.match(item, {
      '@type': 'NewsArticle',
      headline: story.headline,
      author: [{ name: 'Nell Varga' }, { name: 'Tom Reyes' }],
      image: [
        { creditText: picture.creditLine, creator: [{ name: 'Ada Lint' }], license: { name: 'CC BY 4.0' } },
      ],
      hasPart: [
        { '@type': 'Quotation', text: `On Monday ${said},`, spokenByCharacter: { name: 'Ada Ferris' } },
      ],
    })
    t.notOk('embargoUntil' in item)
  })

  t.test('as a page and as text is opened by the dateline, and escaped', async (t) => {
    const html = (await inForm('html')).body
    t.match(html, '<h1>Harbour &amp; ferries &lt;reopen&gt;</h1>')
    t.match(html, '<p>PORT ELSIN, Nov. 23 (TCN) — “On Monday')
    t.match(html, '<figcaption>The ferry at noon. Photo by Ada Lint/TCN</figcaption>')
    t.match((await inForm('html')).headers['content-security-policy'], /^default-src 'none'/)
    t.match(
      (await inForm('text')).body,
      /^Harbour & ferries <reopen>\n\nBy Nell Varga and Tom Reyes\n\nPORT ELSIN/,
    )
  })

  t.test('shows no picture whose rights have ended', async (t) => {
    test.clock.advance(60 * 24 * 60 * 60 * 1000)
    await test.settle()
    for (const name of Object.keys(types)) {
      t.notMatch((await inForm(name)).body, 'media.example', name)
    }
  })
})

eachApp('the forms of what readers may not see', async (t, test) => {
  const desk = await articleDesk(test)

  t.test('are no more than that of what is not there', async (t) => {
    const { id } = await desk.create({ headline: 'Not yet' })
    for (const name of Object.keys(types)) {
      t.equal((await desk.read(`/v1/articles/${id}?format=${name}`)).statusCode, 404, name)
      t.equal((await desk.readByKey(`/v1/articles/${id}?format=${name}`)).statusCode, 200, name)
    }
    const ninjs = (await desk.readByKey(`/v1/articles/${id}?format=ninjs`)).json()
    t.equal(ninjs.pubStatus, 'withheld')
  })

  t.test('tell of a withdrawal as the article does', async (t) => {
    const { id, version } = await desk.publish({ headline: 'Killed' })
    await desk.act(id, 'withdraw', { reason: 'It was wrong.' }, `"${version}"`)
    for (const name of Object.keys(types)) {
      t.equal((await desk.read(`/v1/articles/${id}?format=${name}`)).statusCode, 410, name)
    }
  })
})
