import { eachApp, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

const send = ({ send }: TestApp, text: string, key: string, query = '') =>
  send({ method: 'POST', url: `/v1/imports?format=newsml${query}`, key, payload: Buffer.from(text) })

const secret = 'zzcanary'

interface Parts {
  meta?: string
  content?: string
  body?: string
  status?: string
  guid?: string
  kind?: string
}

const item = ({
  meta = '',
  content = '',
  body = '',
  status = 'usable',
  guid = 'ferry',
  kind = 'text',
}: Parts) => `
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:tcn.example:${guid}" version="3" standard="NewsML-G2"
  standardversion="2.35" conformance="power" xml:lang="en">
<rightsInfo><copyrightNotice>© TCN</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:${kind}"/><provider qcode="nprov:TCN"><name>Tri-County News</name></provider>
<versionCreated>2026-11-24T08:00:00Z</versionCreated>${meta}<pubStatus qcode="stat:${status}"/><edNote>${secret}: call the desk</edNote></itemMeta>
<contentMeta>${content}</contentMeta><contentSet>${body}</contentSet></newsItem>`

const meta = `<creator qcode="x:1"><name>Nell Varga</name><related rel="crel:hasJobTitle"><name>Harbour reporter</name></related></creator>
<language tag="en-GB"/><keyword>ferries</keyword><subject type="cpnat:abstract" qcode="medtop:20000350"><name xml:lang="de">Schiffahrt</name><name xml:lang="en-GB">water transport</name></subject>
<headline role="hld:sub">Two winters on</headline><headline role="hld:main">Harbour ferries reopen</headline>
<dateline>PORT ELSIN, Nov. 23 (TCN) —</dateline><by>By Nell Varga</by><description role="drol:summary">It sails.</description>`
const xhtml = `<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><script>${secret}</script></head>
<body><header><h1>Harbour ferries reopen</h1></header><section><p>PORT ELSIN, Nov. 23 (TCN) — The <b>harbour</b> is open &amp; “we are glad,” Mayor Ola Nord said.</p>
<h2>Boats</h2><ul><li>one</li><li>two</li></ul><table><tr><th>who</th></tr><tr><td>child</td></tr></table></section></body></html></inlineXML>`
const picture = item({
  guid: 'picture',
  kind: 'picture',
  content: `<creator><name>Ada Lint</name></creator><creditline>Ada Lint/TCN</creditline><headline>The ferry</headline><description role="drol:caption">The ferry at noon.</description>`,
  body: '<remoteContent rendition="rnd:highRes" href="https://media.example/l.jpg" contenttype="image/jpeg" width="1200" height="800"/>',
})
const message = (...items: string[]) =>
  `<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-11-24T08:00:00Z</sent></header><itemSet>${items.join('')}<packageItem guid="urn:x"/></itemSet></newsMessage>`

eachApp('NewsML-G2', async (t, test) => {
  const desk = await articleDesk(test)
  const { key } = desk
  const read = async (id: string) =>
    (await desk.readByKey(`/v1/articles/${id}?include=mediaCredits,quotes`)).json()

  t.test('is an article for each newsItem of a message', async (t) => {
    const answer = await send(test, message(item({ content: meta, body: xhtml }), picture), key)
    t.equal(answer.statusCode, 201, answer.body)
    t.match(answer.json(), { counts: { created: 2 }, items: [{ problems: [{ code: 'not_kept' }] }] })
    const [text, shot] = answer.json().items
    const article = await read(text.articleId)
    t.match(article, {
      headline: 'Harbour ferries reopen',
      summary: 'It sails.',
      byline: 'By Nell Varga',
      authors: [{ name: 'Nell Varga', title: 'Harbour reporter' }],
      dateline: { text: 'PORT ELSIN, Nov. 23 (TCN) —', place: 'PORT ELSIN', agency: 'TCN' },
      provider: { name: 'Tri-County News' },
      language: 'en-GB',
      tags: ['ferries'],
      subjects: [{ name: 'water transport', qcode: 'medtop:20000350' }],
      quotes: [{ speaker: { name: 'Ola Nord' } }],
    })
    t.match(article.body.text, /^The harbour is open & “we are glad,”/, 'no dateline stands twice')
    t.same(
      article.body.blocks.map(({ type }: { type: string }) => type),
      ['paragraph', 'heading', 'list', 'table'],
    )
    t.notMatch(JSON.stringify(article), secret)
    t.match((await read(shot.articleId)).mediaCredits, [
      {
        mediaUrl: 'https://media.example/l.jpg',
        caption: 'The ferry at noon.',
        creditLine: 'Ada Lint/TCN',
        creators: ['Ada Lint'],
        organizations: ['TCN'],
        copyrightNotice: '© TCN',
      },
    ])
    const again = await send(test, item({ content: meta, body: xhtml }), key)
    t.match(again.json().counts, { created: 0, unchanged: 1 }, 'the same item is the same article')
  })

  t.test('may hold its text as NITF or plain, and have prefixes', async (t) => {
    const nitf = `<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>x</title></head><body><body.content>
      <p>One.</p><hl2>Two</hl2><note><p>${secret}</p></note><bq><block><p>Three.</p></block></bq>
      <media media-type="image"><media-reference source="https://media.example/n.jpg"/><media-caption><p>The quay.</p></media-caption><media-producer>Photo by Ben Okri/TCN</media-producer></media>
      </body.content></body></nitf></inlineXML>`
    const plain = '<inlineData contenttype="text/plain">First.\n\nSecond.</inlineData>'
    const prefixed = item({ guid: 'plain', content: '<headline>B</headline>', body: plain })
      .replaceAll(/<(\/?)(?=[a-z])/gi, '<$1n:')
      .replace('xmlns=', 'xmlns:n=')
    const texts = []
    for (const text of [item({ guid: 'nitf', content: '<headline>A</headline>', body: nitf }), prefixed]) {
      const article = await read((await send(test, text, key)).json().items[0].articleId)
      texts.push(article.body.text)
      t.notMatch(JSON.stringify(article), secret)
      if (article.headline === 'A')
        t.match(article.mediaCredits, [
          { caption: 'The quay.', creators: ['Ben Okri'], organizations: ['TCN'] },
        ])
    }
    t.same(texts, ['One.\n\nTwo\n\nThree.', 'First.\n\nSecond.'])
  })

  t.test('is held back by an embargo, and withdrawn by a kill', async (t) => {
    const held = (embargo: string) =>
      item({ guid: 'held', meta: embargo, content: '<headline>Held</headline>', body: xhtml })
    for (const [embargo, until] of [
      ['<embargoed>2026-11-25T09:00:00+01:00</embargoed>', '2026-11-25T08:00:00.000Z'],
      ['<embargoed/>', '9999-12-31T23:59:59.999Z'],
    ] as const) {
      const { items } = (await send(test, held(embargo), key, '&publish=true')).json()
      t.equal((await read(items[0].articleId)).embargoUntil, until)
      t.equal((await desk.read(`/v1/articles/${items[0].articleId}`)).statusCode, 404)
    }
    const killed = (status: string) =>
      item({ guid: 'killed', status, content: '<headline>Killed</headline>', body: xhtml })
    const { items } = (await send(test, killed('usable'), key, '&publish=true')).json()
    await send(test, killed('canceled'), key)
    t.equal((await desk.read(`/v1/articles/${items[0].articleId}`)).statusCode, 410)
  })

  t.test('comes back as we write it', async (t) => {
    const { id } = await desk.publish({
      headline: 'Quay & <b> opens',
      summary: 'It opens.',
      byline: 'By Ada Holm',
      authors: [{ name: 'Ada Holm', title: 'Editor', organization: 'TCN' }],
      dateline: { text: 'PORT ELSIN, Nov. 23 (TCN) —' },
      provider: { name: 'Tri-County News' },
      section: 'Local',
      tags: ['quay'],
      subjects: [{ name: 'ports', qcode: 'medtop:20000350' }],
      language: 'en',
      body: {
        blocks: [
          { type: 'paragraph', text: 'It opens. “At last,” Ida Berg said.' },
          { type: 'heading', level: 2, text: 'Boats' },
          { type: 'list', ordered: true, items: ['one', 'two'] },
        ],
      },
    })
    await desk.post('/v1/media-credits', {
      articleId: id,
      mediaUrl: 'https://pictures.example/quay.jpg',
      caption: 'The quay.',
      creditLine: 'Photo by Ada Lint/TCN',
    })
    const written = await desk.read(`/v1/articles/${id}?format=newsml`)
    const { items } = (await send(test, written.body, key)).json()
    const [there, copy] = [await read(id), await read(items[0].articleId)]
    for (const name of [
      ...['headline', 'summary', 'byline', 'authors', 'dateline', 'provider', 'section', 'tags', 'subjects'],
      ...['language', 'body'],
    ])
      t.same(copy[name], there[name], name)
    t.match(copy.mediaCredits, [{ caption: 'The quay.', creators: ['Ada Lint'], organizations: ['TCN'] }])
  })

  t.test('is refused as a whole where it is hostile or has no item, with one error', async (t) => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "ha">]>${item({ content: '<headline>&a;</headline>' })}`
    const deep = item({ body: `<inlineXML>${'<p>'.repeat(5000)}${'</p>'.repeat(5000)}</inlineXML>` })
    for (const [text, code] of [
      [bomb, 'doctype'],
      [deep, 'too_deep'],
      [item({}).slice(0, -20), 'malformed_xml'],
      [message(), 'no_story'],
      ['<nitf/>', 'wrong_format'],
    ] as const) {
      const answer = await send(test, text, key)
      t.equal(answer.statusCode, 422, code)
      t.same(
        answer.json().errors.map((error: { code: string }) => error.code),
        [code],
      )
    }
  })
})
