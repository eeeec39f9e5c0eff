import { eachApp, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

type Format = 'rss' | 'atom' | 'jsonFeed'

const send = ({ send }: TestApp, format: Format, { text, key, query = '' }: Sent) =>
  send({ method: 'POST', url: `/v1/imports?format=${format}${query}`, key, payload: Buffer.from(text) })

interface Sent {
  text: string
  key: string
  query?: string
}

const secret = 'zzcanary'
const html = `<p>PORT ELSIN — The <b>ferry</b> sails &amp; “we are glad,” Mayor Ola Nord said.<script>${secret}()</script></p>
<h3>Boats</h3><ul><li>one</li><li>two</li></ul><p onclick="${secret}()"><img src="https://pictures.example/other.jpg">More.</p>`

const rss = (items: string) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Post</title><link>https://post.example/</link><description>News</description><language>en-GB</language>
${items}</channel></rss>`

const ferry = (title = 'Ferry sails &amp; sails again') => `<item><title>${title}</title>
<link>https://post.example/ferry</link><guid isPermaLink="false">ferry-1</guid>
<pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate><dc:creator>Nell Varga</dc:creator><dc:creator>Tom Reyes</dc:creator>
<category>Transport</category><category>Harbour</category><category>transport</category>
<description>It sails &lt;b&gt;again&lt;/b&gt;.</description><content:encoded><![CDATA[${html}]]></content:encoded>
<media:content url="https://pictures.example/ferry-140.jpg" width="140" medium="image"><media:description>The ferry.</media:description><media:credit scheme="urn:ebu">Photograph: Ada Lint/TCN</media:credit></media:content>
<media:content url="https://pictures.example/ferry-700.jpg" width="700" type="image/jpeg" medium="image"><media:description>The ferry.</media:description><media:credit scheme="urn:ebu">Photograph: Ada Lint/TCN</media:credit></media:content>
<media:group><media:content url="https://pictures.example/quay.jpg" medium="image"/><media:credit role="photographer">Ben Okri</media:credit><media:credit role="distribution company">Quay Pictures</media:credit><media:copyright>© Quay</media:copyright></media:group>
</item>`
const plain =
  '<item><guid>https://post.example/tram</guid><description>The tram runs in May.</description></item>'

eachApp('a feed that is imported', async (t, test) => {
  const desk = await articleDesk(test)
  const { key } = desk
  const articles = async () =>
    (await desk.readByKey('/v1/articles?status=draft&count=exact')).json().page.total

  t.test('gives an article for each item, with text, authors, tags, address and credits', async (t) => {
    const answer = await send(test, 'rss', { text: rss(ferry() + plain), key })
    t.equal(answer.statusCode, 201)
    t.match(answer.json(), { counts: { created: 2, refused: 0 } })
    const [{ articleId }, other] = answer.json().items
    const article = (await desk.readByKey(`/v1/articles/${articleId}?include=mediaCredits,quotes`)).json()
    t.match(article, {
      headline: 'Ferry sails & sails again',
      summary: 'It sails again.',
      authors: [{ name: 'Nell Varga' }, { name: 'Tom Reyes' }],
      provider: { name: 'Harbour Post', uri: 'https://post.example/' },
      tags: ['Transport', 'Harbour'],
      language: 'en-GB',
      canonicalUrl: 'https://post.example/ferry',
      publishedAt: '2026-11-23T08:00:00.000Z',
      quotes: [{ speaker: { name: 'Ola Nord' } }],
    })
    t.same(
      article.body.blocks.map(({ type }: { type: string }) => type),
      ['paragraph', 'heading', 'list', 'paragraph'],
    )
    t.notMatch(JSON.stringify(article), secret)
    t.match(article.mediaCredits, [
      {
        mediaUrl: 'https://pictures.example/ferry-700.jpg',
        caption: 'The ferry.',
        creditLine: 'Photograph: Ada Lint/TCN',
        creators: ['Ada Lint'],
        organizations: ['TCN'],
        width: 700,
      },
      {
        mediaUrl: 'https://pictures.example/quay.jpg',
        creators: ['Ben Okri'],
        organizations: ['Quay Pictures'],
        copyrightNotice: '© Quay',
      },
    ])
    t.equal(article.mediaCredits.length, 2, 'one picture in two widths is one')
    const tram = (await desk.readByKey(`/v1/articles/${other.articleId}`)).json()
    t.match(tram, { summary: 'The tram runs in May.', canonicalUrl: 'https://post.example/tram' })
    t.match(other.problems, [{ code: 'no_headline' }])
  })

  t.test('is the same articles a second time: what is the same stays, what is new is taken', async (t) => {
    const before = await articles()
    const again = await send(test, 'rss', { text: rss(plain + ferry()), key })
    t.match(again.json().counts, { created: 0, updated: 0, unchanged: 2 })
    const edited = await send(test, 'rss', { text: rss(ferry('Ferry sails no more')), key })
    t.match(edited.json().counts, { created: 0, updated: 1 })
    const [{ articleId }] = edited.json().items
    t.equal((await desk.readByKey(`/v1/articles/${articleId}`)).json().headline, 'Ferry sails no more')
    t.equal(await articles(), before)
    const elsewhere = rss(ferry()).replaceAll('https://post.example/', 'https://other.example/')
    t.match((await send(test, 'rss', { text: elsewhere, key, query: '&dryRun=true' })).json().counts, {
      created: 1,
    })
    t.equal(await articles(), before, 'a dry run stores nothing')
  })

  t.test('keeps the date of an item that is published with it', async (t) => {
    const text = rss(ferry('Ferry of old')).replace('ferry-1', 'ferry-2')
    const { items } = (await send(test, 'rss', { text, key, query: '&publish=true' })).json()
    const { status, publishedAt } = (await desk.read(`/v1/articles/${items[0].articleId}`)).json()
    t.same({ status, publishedAt }, { status: 'published', publishedAt: '2026-11-23T08:00:00.000Z' })
  })

  t.test('may be Atom, with text as text, as HTML or as XHTML', async (t) => {
    const entry = (n: number, content: string) => `<entry xml:lang="nn"><id>tag:post.example,2026:${n}</id>
      <title type="html">Boats &amp;amp; &lt;i&gt;quays&lt;/i&gt; ${n}</title><link rel="alternate" href="https://post.example/${n}"/>
      <published>2026-11-22T08:00:00+01:00</published><updated>2026-11-23T08:00:00Z</updated>
      <author><name>Nell Varga</name></author><category term="boats" label="Boats"/>${content}</entry>`
    const text = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Post</title><id>urn:x</id>
      <link href="https://post.example/"/>${entry(1, '<content>1 &lt; 2</content>')}${entry(2, '<content type="html">&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</content>')}${entry(3, '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>So <em>it</em> is</p><p>and was</p></div></content>')}</feed>`
    const { counts, items } = (await send(test, 'atom', { text, key })).json()
    t.match(counts, { created: 3 })
    const texts = []
    for (const { articleId } of items) {
      const article = (await desk.readByKey(`/v1/articles/${articleId}`)).json()
      t.match(article, { headline: /^Boats & quays \d$/, language: 'nn', tags: ['Boats'] })
      t.equal(article.publishedAt, '2026-11-22T07:00:00.000Z')
      texts.push(article.body.text)
    }
    t.same(texts, ['1 < 2', 'One\n\nTwo', 'So it is\n\nand was'])
  })

  t.test('may be JSON Feed, where an item without an id is none', async (t) => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Post',
      home_page_url: 'https://post.example/',
      items: [
        {
          id: 7,
          title: 'Seven <b>',
          content_html: '<p>It is.</p>',
          tags: ['a'],
          authors: [{ name: 'Nell' }],
        },
        { title: 'Nameless', content_text: 'Nobody.' },
        {
          id: 'https://post.example/8',
          content_text: 'Eight & more of it.',
          image: 'https://pictures.example/8.jpg',
        },
      ],
    }
    const { counts, items } = (await send(test, 'jsonFeed', { text: JSON.stringify(feed), key })).json()
    t.match(counts, { created: 2, refused: 1 })
    t.match(items[1], { action: 'refused', problems: [{ code: 'no_id', pointer: '/items/1' }] })
    t.match((await desk.readByKey(`/v1/articles/${items[0].articleId}`)).json(), {
      headline: 'Seven <b>',
      body: { text: 'It is.' },
    })
    const eight = (await desk.readByKey(`/v1/articles/${items[2].articleId}?include=mediaCredits`)).json()
    t.match(eight, { body: { text: 'Eight & more of it.' }, mediaCredits: [{ mediaUrl: /8\.jpg$/ }] })
  })

  t.test('may be one of our own, and is one article in all three forms', async (t) => {
    const { id } = await desk.publish({
      headline: 'Quay & <b> opens',
      summary: 'It opens.',
      authors: [{ name: 'Ada Holm' }],
      body: { blocks: [{ type: 'paragraph', text: 'It opens. “At last,” Ida Berg said.' }] },
    })
    await desk.post('/v1/media-credits', {
      articleId: id,
      mediaUrl: 'https://pictures.example/quay.jpg',
      creditLine: 'Photo by Ada Lint/TCN',
    })
    const ids = new Set<string>()
    for (const [format, path] of [
      ['rss', 'rss.xml'],
      ['atom', 'atom.xml'],
      ['jsonFeed', 'feed.json'],
    ] as const) {
      const { body } = await desk.read(`/feeds/${path}?limit=1`)
      const report = (await send(test, format, { text: body, key })).json()
      const [{ articleId }] = report.items
      ids.add(articleId)
      const copy = (await desk.readByKey(`/v1/articles/${articleId}?include=mediaCredits`)).json()
      t.match(copy, {
        headline: 'Quay & <b> opens',
        summary: 'It opens.',
        authors: [{ name: 'Ada Holm' }],
        mediaCredits: [
          { creditLine: 'Photo by Ada Lint/TCN', creators: ['Ada Lint'], organizations: ['TCN'] },
        ],
      })
      t.match(copy.body.text, 'It opens. “At last,” Ida Berg said.', format)
    }
    t.equal(ids.size, 1)
    t.notOk(ids.has(id))
  })

  t.test('is refused as a whole where it is hostile or no feed, with one error', async (t) => {
    const before = await articles()
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`
    const deep = rss(`<item>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</item>`)
    const json = `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(5000)}${']'.repeat(5000)}}`
    const cases: [Format, string, string][] = [
      ['rss', bomb, 'doctype'],
      ['rss', deep, 'too_deep'],
      ['rss', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'wrong_format'],
      ['atom', rss(ferry()), 'wrong_format'],
      ['rss', rss(ferry()).slice(0, -30), 'malformed_xml'],
      ['rss', rss(''), 'no_story'],
      ['rss', '', 'malformed_xml'],
      ['jsonFeed', '{"items":[]}', 'wrong_format'],
      ['jsonFeed', json, 'too_deep'],
    ]
    for (const [format, text, code] of cases) {
      const answer = await send(test, format, { text, key })
      t.equal(answer.statusCode, 422, code)
      t.same(
        answer.json().errors.map((error: { code: string }) => error.code),
        [code],
      )
    }
    t.equal(await articles(), before)
  })
})
