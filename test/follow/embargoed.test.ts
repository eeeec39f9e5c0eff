import { open } from '../../src/db/index.ts'
import { partnerKey } from '../partners/site.ts'
import { appOn } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { eachEngine } from '../support/each-database.ts'
import { engines } from '../support/engines.ts'
import { listen } from '../support/streams.ts'
import { catchUp } from './catch-up.ts'
import { differences } from './differences.ts'

const hour = 60 * 60 * 1000

eachEngine('a mirror by a key that has articles before their release', async (t, targetUrl) => {
  const sourceDb = await open(await engines.SQLite(t))
  const targetDb = await open(targetUrl)
  t.teardown(async () => {
    await sourceDb.close()
    await targetDb.close()
  })
  const source = await appOn(t, sourceDb)
  const target = await appOn(t, targetDb, { PUBLIC_URL: 'https://partner.example' })
  const url = await listen(source.app)
  const desk = await articleDesk(source)
  const here = await articleDesk(target)
  const key = await partnerKey(source, desk.key, { embargoed: true })
  const run = () => catchUp({ url, key }, targetDb, target.clock.now)
  const held = { headline: 'Canary', slug: 'canary', embargoUntil: '2026-11-24T10:00:00Z' }
  const canaries = async () => [
    (await here.read('/v1/articles/canary')).statusCode,
    (await here.read('/v1/articles')).json().data.length,
    (await here.read('/v1/changes')).json().data.length,
  ]

  t.test('has them with their embargo, and shows nobody anything of them', async (t) => {
    await run()
    const { id } = await desk.publish(held)
    t.same(await run(), ['created'])
    await desk.patch(id, { summary: 'Canary of a summary' })
    await desk.post('/v1/media-credits', { articleId: id, creditLine: 'Photo by Ada' })
    t.same(await run(), ['updated'])
    t.same(await canaries(), [404, 0, 0])
    const copy = (await here.readByKey('/v1/articles/canary?include=mediaCredits')).json()
    t.match(copy, { status: 'published', embargoUntil: '2026-11-24T10:00:00.000Z', summary: /Canary/ })
    t.equal(copy.mediaCredits.length, 1)
  })

  t.test('holds back what is held back longer, and shows it at its instant without being told', async (t) => {
    const { id } = (await desk.readByKey('/v1/articles/canary')).json()
    await desk.patch(id, { embargoUntil: '2026-11-24T11:00:00Z' })
    t.same(await run(), ['updated'])
    target.clock.advance(hour)
    await target.settle()
    t.same(await canaries(), [404, 0, 0])
    target.clock.advance(hour)
    await target.settle()
    t.equal((await canaries())[0], 200)
    source.clock.advance(2 * hour)
    await source.settle()
    t.same(await run(), ['unchanged'])
    t.same(await differences(source, target), [])
  })

  t.test('lets go of one that was taken back before anyone saw it', async (t) => {
    const { id } = await desk.publish({ ...held, slug: 'other', embargoUntil: '2027-01-01T00:00:00Z' })
    t.same(await run(), ['created'])
    await desk.act(id, 'withdraw', { reason: 'Canary of a reason' })
    t.same(await run(), ['removed'])
    t.equal((await here.readByKey('/v1/articles/other')).statusCode, 404)
  })
})
