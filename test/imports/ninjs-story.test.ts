import { eachApp, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { ninjsJudge, withoutStandards } from '../support/judges.ts'
import { lostLeaves } from '../support/ninjs-files.ts'

const send = ({ send }: TestApp, document: unknown, key: string, query = '') =>
  send({
    method: 'POST',
    url: `/v1/imports?format=ninjs${query}`,
    key,
    payload: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
  })

const secret = 'zzcanary'
const item = {
  uri: 'urn:newsml:tcn.example:20261124:ferries',
  type: 'text',
  representationType: 'full',
  version: '3',
  versionCreated: '2026-11-24T08:00:00+01:00',
  pubStatus: 'usable',
  urgency: 3,
  language: 'en-GB',
  slugline: 'HARBOUR-FERRIES',
  by: 'By Nell Varga and Tom Reyes',
  located: 'Port Elsin',
  edNote: `${secret}: call the desk`,
  copyrightHolder: 'TCN',
  headlines: [
    { role: 'main', value: 'Harbour ferries reopen' },
    { role: 'kicker', value: 'Transport' },
  ],
  descriptions: [{ role: 'summary', value: 'Two winters on.' }],
  bodies: [
    {
      role: 'main',
      contentType: 'text/html',
      value: `<html><head><title>x</title><script>${secret}()</script></head><body><p>PORT ELSIN, Nov. 23 (TCN) — The <b>harbour</b> is open &amp; well.<br/>So it is.</p>
<h2>Boats</h2><ul><li>one<li>two</ul><blockquote>It is open.</blockquote>
<table><tr><th>who</th><th>fare</th></tr><tr><td>child</td><td>2</td></tr></table></body></html>`,
    },
  ],
  people: [{ name: 'Ada Ferris', rel: 'about', contactInfo: [{ type: 'phone', value: `${secret} 555` }] }],
  infoSources: [{ name: 'TCN', role: 'provider', uri: 'https://tcn.example/' }],
  subjects: [
    { name: 'water transport', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000350', relevance: 80 },
    { name: 'ferries', rel: 'keyword' },
  ],
  genres: [{ name: 'Local', literal: 'LOC' }],
  associations: [
    {
      name: 'main',
      uri: 'urn:newsml:tcn.example:20261124:ferry-picture',
      type: 'picture',
      by: 'Ada Lint',
      descriptions: [
        { role: 'caption', value: 'The ferry at noon.' },
        { role: 'creditline', value: 'Ada Lint/TCN' },
      ],
      copyrightNotice: '© TCN',
      renditions: [
        { name: 'thumb', href: 'https://media.example/t.jpg', width: 100, height: 60 },
        {
          name: 'large',
          href: 'https://media.example/l.jpg',
          contentType: 'image/jpeg',
          width: 1200,
          height: 800,
        },
      ],
    },
  ],
}

eachApp('a ninjs item', async (t, test) => {
  const desk = await articleDesk(test)
  const { key } = desk
  const judge = withoutStandards ? () => [] : ninjsJudge()
  const asNinjs = async (id: string, query = '') =>
    (await test.send({ url: `/v1/articles/${id}?format=ninjs${query}`, key })).json()
  const imported = async (document: object, query = '') =>
    (await send(test, document, key, query)).json().items[0]
  const { articleId: id } = await imported(item, '&publish=true')

  t.test('becomes an article in our own words', async (t) => {
    const article = (await desk.read(`/v1/articles/${id}?include=mediaCredits`)).json()
    t.match(article, {
      status: 'published',
      headline: 'Harbour ferries reopen',
      summary: 'Two winters on.',
      byline: item.by,
      authors: [{ name: 'Nell Varga' }, { name: 'Tom Reyes' }],
      dateline: { place: 'PORT ELSIN', agency: 'TCN', month: 11, day: 23 },
      provider: { name: 'TCN', uri: 'https://tcn.example/' },
      section: 'Local',
      tags: ['ferries'],
      language: 'en-GB',
      subjects: [{ name: 'water transport', qcode: 'medtop:20000350' }],
    })
    t.same(article.body.blocks, [
      { type: 'paragraph', text: 'The harbour is open & well.\nSo it is.' },
      { type: 'heading', level: 2, text: 'Boats' },
      { type: 'list', ordered: false, items: ['one', 'two'] },
      { type: 'blockquote', text: 'It is open.' },
      { type: 'table', caption: null, headerRows: [['who', 'fare']], rows: [['child', '2']] },
    ])
    t.match(article.mediaCredits, [
      {
        role: 'lead',
        mediaUrl: 'https://media.example/l.jpg',
        width: 1200,
        caption: 'The ferry at noon.',
        creditLine: 'Ada Lint/TCN',
        creators: ['Ada Lint'],
        organizations: ['TCN'],
        copyrightNotice: '© TCN',
      },
    ])
  })

  t.test('comes back whole to those who see drafts, and to readers as we tell it', async (t) => {
    const returned = await asNinjs(id)
    t.same(judge(returned), [])
    t.same(lostLeaves(item, returned), [])
    t.equal(returned.uri, item.uri)
    for (const form of ['json', 'jsonld', 'ninjs', 'newsml', 'html', 'text']) {
      t.notMatch((await desk.read(`/v1/articles/${id}?format=${form}`)).body, secret, form)
    }
    const reader = await test.key('imports:write')
    const seen = await test.send({ url: `/v1/articles/${id}?format=ninjs`, key: reader })
    t.notMatch(seen.body, secret)
    t.equal(seen.json().uri, `urn:uuid:${id}`)
  })

  t.test('is taken once, and again where anything of it is new', async (t) => {
    t.match(await imported(item), { action: 'unchanged', articleId: id })
    const { version } = (await desk.read(`/v1/articles/${id}`)).json()
    const urgent = { ...item, urgency: 1 }
    t.match(await imported(urgent), { action: 'updated', articleId: id })
    t.equal((await asNinjs(id)).urgency, 1)
    t.equal((await desk.read(`/v1/articles/${id}`)).json().version, version, 'nothing of the article changed')
    const renamed = { ...urgent, headlines: [{ role: 'main', value: 'Ferries are back' }] }
    t.match(await imported(renamed), { action: 'updated', articleId: id })
    t.match((await desk.read(`/v1/articles/${id}`)).json(), {
      headline: 'Ferries are back',
      version: version + 1,
    })
    await imported(item)
  })

  t.test('gives way where an editor has changed the article, and only there', async (t) => {
    await desk.patch(id, { headline: 'Edited & <new>', summary: null, tags: ['boats'] })
    const returned = await asNinjs(id)
    t.same(judge(returned), [])
    t.match(returned, {
      headlines: [
        { role: 'main', value: 'Edited & <new>' },
        { role: 'kicker', value: 'Transport' },
      ],
      descriptions: [],
      bodies: item.bodies,
      urgency: 3,
      slugline: item.slugline,
    })
    t.notMatch(JSON.stringify(returned.subjects), '"ferries"')
    t.match(JSON.stringify(returned.subjects), '"boats"')
    t.not(returned.version, item.version)
    await desk.patch(id, { body: { blocks: [{ type: 'paragraph', text: 'All new.' }] } })
    t.match((await asNinjs(id)).bodies, [{ value: /All new/ }, { value: /All new/ }])
  })

  t.test('is read again from what we write, in every version, as the same story', async (t) => {
    const { id: own } = await desk.publish({
      headline: 'Our own',
      byline: 'By Ada Ferris',
      section: 'Local',
      tags: ['one'],
      language: 'en',
      body: {
        blocks: [
          { type: 'paragraph', text: 'A first.' },
          { type: 'heading', level: 3, text: 'Two' },
        ],
      },
    })
    for (const profile of ['3.1', '2.2', '1.6']) {
      const written = await asNinjs(own, `&profile=${profile}`)
      const uri = `urn:test:${profile}`
      const { articleId } = await imported({ ...written, uri })
      const [first, again] = [own, articleId].map((one) => desk.readByKey(`/v1/articles/${one}`))
      const { headline, byline, section, tags, language, body } = (await first)?.json() ?? {}
      t.match((await again)?.json(), {
        headline,
        byline,
        section,
        tags,
        language,
        body: { blocks: body.blocks },
      })
    }
  })

  t.test('under embargo stays so, whatever its embargo looks like', async (t) => {
    const embargoes = {
      '2026-12-01T12:00:00+01:00': '2026-12-01T11:00:00.000Z',
      '2026-12-01': '2026-12-02T12:00:00.000Z',
      '2026-12-01T12:00:00+0100': '2026-12-01T11:00:00.000Z',
      'Next Monday': '9999-12-31T23:59:59.999Z',
    }
    for (const [embargoed, embargoUntil] of Object.entries(embargoes)) {
      const held = await imported(
        { uri: `urn:e:${encodeURIComponent(embargoed)}`, headline: `${secret} held`, embargoed },
        '&publish=true',
      )
      t.match((await desk.readByKey(`/v1/articles/${held.articleId}`)).json(), { embargoUntil })
      t.equal((await desk.read(`/v1/articles/${held.articleId}`)).statusCode, 404)
    }
    t.notMatch((await desk.read('/feeds/rss.xml')).body, secret)
  })

  t.test('that its source has killed is withdrawn, and is not published if it is new', async (t) => {
    const story = { uri: 'urn:killed', headlines: [{ value: 'Killed' }], pubStatus: 'usable' }
    const { articleId } = await imported(story, '&publish=true')
    t.equal((await desk.read(`/v1/articles/${articleId}`)).statusCode, 200)
    const writer = await test.key('imports:write')
    const kill = { ...story, pubStatus: 'canceled' }
    t.match((await send(test, kill, writer)).json().items, [{ problems: [{ code: 'canceled' }] }])
    t.equal(
      (await desk.read(`/v1/articles/${articleId}`)).statusCode,
      200,
      'a key that may not publish kills nothing',
    )
    t.match(await imported(kill), { action: 'updated' })
    t.equal((await desk.read(`/v1/articles/${articleId}`)).statusCode, 410)
    for (const pubStatus of ['canceled', 'withheld']) {
      const fresh = await imported({ ...story, uri: `urn:new:${pubStatus}`, pubStatus }, '&publish=true')
      t.match(fresh, { action: 'created', problems: [{ code: pubStatus }] })
      t.match((await desk.readByKey(`/v1/articles/${fresh.articleId}`)).json(), { status: 'draft' })
    }
  })

  t.test('that is none is refused, with the place of each thing that is wrong', async (t) => {
    const refused = async (document: unknown) => {
      const answer = await send(test, document, key)
      t.equal(answer.statusCode, 422)
      return answer.json().errors
    }
    t.match(await refused('{"uri": "urn:x",\n"a" "b"}'), [{ pointer: '', code: 'not_json' }])
    t.match(await refused('{"uri": "urn:x", "title": "a", "title": "b"}'), [
      { pointer: '/title', code: 'duplicate' },
    ])
    t.match(await refused(`${'['.repeat(5000)}${']'.repeat(5000)}`), [{ code: 'too_deep' }])
    t.match(await refused('{"uri": "urn:x", "title": "\\u0000"}'), [{ code: 'invalid' }])
    t.match(await refused({ ...item, urgency: 11, colour: 'red', headlines: [{ role: 'main' }] }), [
      { pointer: '/urgency' },
      { pointer: '/headlines/0/value' },
      { pointer: '/colour' },
    ])
    t.match(await refused('"text"'), [{ pointer: '' }])
    t.match(await refused('[]'), [{ code: 'no_story' }])
  })
})
