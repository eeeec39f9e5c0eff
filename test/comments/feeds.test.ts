import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { eachApp } from '../support/app.ts'
import { parseXml } from '../support/judges.ts'
import { siteOn } from './site.ts'

eachApp('the comments as a feed', async (t, test) => {
  const site = await siteOn(test)
  const ofArticle = `/v1/articles/${site.slug}/comments`
  const rss = async (url = `${ofArticle}.rss`) => {
    const { body } = await site.get(url)
    parseXml(body)
    return parseRssFeed(body)
  }
  const atom = async (url = `${ofArticle}.atom`) => {
    const { body } = await site.get(url)
    parseXml(body)
    return parseAtomFeed(body)
  }
  const urls = [`${ofArticle}.rss`, `${ofArticle}.atom`, '/v1/comments.rss', '/v1/comments.atom']

  t.test('are well formed where there are none', async (t) => {
    t.match(await rss(), { title: 'Harbour bridge reopens – Dateline', language: 'en' })
    t.match(await atom('/v1/comments.atom'), {
      title: { value: 'Dateline' },
      links: [{ rel: 'self', href: 'https://news.example/v1/comments.atom' }, {}],
    })
    const [, id = ''] = /<id>(.*?)<\/id>/.exec((await site.get('/v1/comments.atom')).body) ?? []
    t.match(id, /^urn:uuid:/, 'the feed of the site outlives its address')
    for (const url of urls) {
      const { headers } = await site.get(url)
      t.match(headers['content-type'], /^application\/(?:rss|atom)\+xml; charset=utf-8$/)
      t.match(headers['cache-control'], 'public')
      t.ok(headers.etag)
    }
  })

  t.test('are escaped once: whoever decodes them once has the HTML of the page', async (t) => {
    const typed = `Tom & Jerry's <3 "q" &amp; ]]> &#x0; \uFFFE`
    const posted = (
      await site.post({ body: typed, authorName: typed, authorUrl: 'https://a.example/?a=1&b=2' })
    ).json()
    const [item] = (await rss()).items ?? []
    t.equal(item?.description, posted.body.html.replaceAll('\uFFFE', '\uFFFD'))
    t.equal(item?.dc?.creators?.[0], typed.replaceAll('\uFFFE', '\uFFFD'))
    const [entry] = (await atom()).entries ?? []
    t.equal(entry?.content?.value ?? entry?.content, posted.body.html.replaceAll('\uFFFE', '\uFFFD'))
    t.match(entry?.authors, [{ name: typed.replaceAll('\uFFFE', '\uFFFD') }])
    t.match((await site.get(`${ofArticle}.rss`)).body, '&lt;p&gt;Tom &amp;amp; Jerry')
  })

  t.test('say in UTC when each was left, and what it answers', async (t) => {
    test.clock.advance(60_000)
    const root = await site.say('Root')
    test.clock.advance(60_000)
    const reply = await site.say('Reply', { parentId: root.id })
    const shown = (await site.get(`/v1/comments/${reply.id}`)).json()
    const [item] = (await rss()).items ?? []
    t.equal(new Date(item?.pubDate ?? '').toISOString(), shown.createdAt)
    t.match(item?.pubDate, / GMT$/)
    t.match(item, { link: shown.permalink, guid: { value: `urn:uuid:${reply.id}`, isPermaLink: false } })
    const [entry] = (await atom('/v1/comments.atom')).entries ?? []
    t.match(entry, { id: `urn:uuid:${reply.id}`, published: shown.createdAt, updated: shown.createdAt })
    t.match(JSON.stringify(entry), `urn:uuid:${root.id}`)
  })

  t.test('hold what readers see, and follow it at once', async (t) => {
    const said = await site.say('A canary')
    for (const url of urls) t.match((await site.get(url)).body, 'A canary')
    await site.act(said.id, 'reject')
    for (const url of urls) t.notMatch((await site.get(url)).body, 'canary')
    const hidden = await site.publish('Embargoed', { embargoUntil: '2027-01-01T00:00:00Z' })
    for (const suffix of ['rss', 'atom']) {
      const url = `/v1/articles/${hidden.slug}/comments.${suffix}`
      t.equal((await site.get(url)).statusCode, 404)
      t.equal((await test.send({ url, key: site.editor })).statusCode, 404)
    }
  })
})
