import { open } from '../../src/db/index.ts'
import { appOn, type TestApp } from '../support/app.ts'
import { articleDesk, changesOf } from '../support/articles.ts'
import { eachEngine } from '../support/each-database.ts'
import { engines } from '../support/engines.ts'
import { listen } from '../support/streams.ts'
import { catchUp } from './catch-up.ts'
import { differences } from './differences.ts'

const said = '“We paid for every bolt of it,” Mayor Tomas Lund said. He said the ferry would sail.'
const bodyOf = (...texts: string[]) => ({ blocks: texts.map((text) => ({ type: 'paragraph', text })) })

eachEngine('a mirror', async (t, targetUrl) => {
  const sourceDb = await open(await engines.SQLite(t))
  const targetDb = await open(targetUrl)
  t.teardown(async () => {
    await sourceDb.close()
    await targetDb.close()
  })
  const source = await appOn(t, sourceDb)
  const target: TestApp = await appOn(t, targetDb, { PUBLIC_URL: 'https://partner.example' })
  const url = await listen(source.app)
  const desk = await articleDesk(source)
  const here = await articleDesk(target)
  const run = () => catchUp({ url }, targetDb, target.clock.now)
  const same = () => differences(source, target)
  const remove = (id: string) =>
    source.send({
      method: 'DELETE',
      url: `/v1/articles/${id}`,
      key: desk.key,
      headers: { 'if-match': '*' },
    })

  const bridge = await desk.create({
    headline: 'Bridge opens',
    provider: { name: 'Wire' },
    body: bodyOf(said),
  })
  const creditOf = async (caption: string) =>
    (
      await desk.post('/v1/media-credits', {
        articleId: bridge.id,
        caption,
        mediaUrl: `https://pictures.example/${caption.length}.jpg`,
        creditLine: 'Photo by Mira Holt/Tri-County News',
        rightsExpireAt: '2026-12-24T09:00:00Z',
      })
    ).json()
  const credit = await creditOf('The bridge')
  await desk.patch(bridge.id, {
    body: { blocks: [...bodyOf(said).blocks, { type: 'image', mediaCreditId: credit.id }] },
  })
  await desk.post('/v1/quotes', {
    articleId: bridge.id,
    text: 'the ferry would sail',
    kind: 'indirect',
    speaker: { name: 'Tomas Lund', title: 'Mayor' },
  })
  await desk.act(bridge.id, 'publish')
  const draft = await desk.create({ headline: 'Canary of a draft' })
  const held = await desk.create({ headline: 'Canary under embargo', embargoUntil: '2026-11-25T09:00:00Z' })
  await desk.act(held.id, 'publish')

  t.test('has what the source shows, with credits, quotes and the canonical address', async (t) => {
    t.same(await run(), ['created'])
    t.same(await same(), [])
    const copy = (await here.readByKey(`/v1/articles/bridge-opens?include=mediaCredits,quotes`)).json()
    t.not(copy.id, bridge.id)
    t.equal(copy.canonicalUrl, 'https://news.example/v1/articles/bridge-opens')
    t.equal(copy.quotes.length, 2)
    t.equal(copy.body.blocks[1].mediaCreditId, copy.mediaCredits[0].id)
    const all = await here.readByKey('/v1/articles?status=draft')
    t.same(all.json().data, [], 'nothing but what readers see')
  })

  t.test('does nothing where nothing is new', async (t) => {
    t.same(await run(), [])
    const { changes } = target.db.tables
    const before = await target.db.read.$count(changes)
    await creditOf('Draft of a caption').then(({ id }) =>
      source.send({
        method: 'DELETE',
        url: `/v1/media-credits/${id}`,
        key: desk.key,
        headers: { 'if-match': '*' },
      }),
    )
    t.same(await run(), ['unchanged'])
    t.equal(await target.db.read.$count(changes), before)
  })

  t.test('follows edits, slugs that are passed on, and articles that go', async (t) => {
    const ferry = await desk.publish({ headline: 'Ferry sails', slug: 'harbour' })
    const tram = await desk.publish({ headline: 'Tram runs', slug: 'tram' })
    t.same(await run(), ['created', 'created'])
    await desk.patch(ferry.id, { slug: 'old-harbour' })
    await desk.patch(tram.id, { slug: 'harbour', section: 'Local' })
    await desk.patch(bridge.id, { headline: 'Bridge opens again', body: bodyOf('Nothing is quoted now.') })
    t.same(await run(), ['updated', 'updated', 'updated'])
    t.same(await same(), [])
    await remove(ferry.id)
    await desk.act(tram.id, 'withdraw', { reason: 'It never ran.' })
    t.same(await run(), ['removed', 'withdrawn'])
    t.same(await same(), [])
    t.equal((await here.read('/v1/articles/old-harbour')).statusCode, 404)
  })

  t.test(
    'says why an article was withdrawn, with the instant, once, until it is deleted there',
    async (t) => {
      const [there, copy] = [await desk.read('/v1/articles/harbour'), await here.read('/v1/articles/harbour')]
      const told = ({ json }: typeof there) => {
        const { status, code, detail, withdrawnAt } = json()
        return { status, code, detail, withdrawnAt }
      }
      t.same(told(copy), told(there))
      t.match(told(copy), { status: 410, detail: 'It never ran.' })
      const { id } = (await here.readByKey('/v1/articles/harbour')).json()
      t.equal((await changesOf(target, id)).filter((type) => type === 'article.withdrawn').length, 1)
      const { id: original } = (await desk.readByKey('/v1/articles/harbour')).json()
      await remove(original)
      await run()
      t.equal((await here.read('/v1/articles/harbour')).statusCode, 404)
    },
  )

  t.test('has the notes on what was corrected, with their instants, and none twice', async (t) => {
    for (const text of ['It opened in May.', 'The mayor is Tomas Lund.'])
      await desk.act(bridge.id, 'corrections', { kind: 'correction', text })
    source.clock.advance(1000)
    await desk.act(bridge.id, 'corrections', { kind: 'editorsNote', text: 'It has been longer.' })
    t.same(await run(), ['updated'])
    await desk.patch(bridge.id, { section: 'Harbour' })
    t.same(await run(), ['updated'])
    t.same(await same(), [])
    const copy = (await here.read('/v1/articles/bridge-opens')).json()
    t.equal(copy.corrections.length, 3)
    const told = (await changesOf(target, copy.id)).filter((type) => type.startsWith('article.'))
    t.same(told.slice(-2), ['article.corrected', 'article.updated'])
  })

  t.test(
    'lets go of a picture when its rights end, and shows an article when its embargo does',
    async (t) => {
      source.clock.advance(31 * 86_400_000)
      target.clock.advance(31 * 86_400_000)
      await source.settle()
      t.same(await run(), ['created', 'updated'])
      t.same(await same(), [])
      t.equal(draft.status, 'draft')
    },
  )

  t.test(
    'leaves an article hidden that an editor here has hidden, and takes its comments as he says',
    async (t) => {
      const copy = (await here.readByKey('/v1/articles/bridge-opens')).json()
      await here.act(copy.id, 'unpublish')
      await here.patch(copy.id, { commentsOpen: false })
      await desk.patch(bridge.id, { section: 'World' })
      t.same(await run(), ['updated'])
      const now = (await here.readByKey(`/v1/articles/${copy.id}`)).json()
      t.match(now, { status: 'unpublished', section: 'World', commentsOpen: false })
      await here.act(copy.id, 'publish')
    },
  )

  t.test('reads everything anew where its position is kept no longer, and drops what is gone', async (t) => {
    const gone = await desk.publish({ headline: 'Soon gone' })
    await run()
    await remove(gone.id)
    await sourceDb.write((tx) => tx.delete(sourceDb.tables.changes))
    await desk.publish({ headline: 'After the gap' })
    t.same(await run(), ['created', 'removed', 'unchanged', 'unchanged'])
    t.same(await same(), [])
  })
})
