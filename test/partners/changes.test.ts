import { eachApp, type TestApp } from '../support/app.ts'
import { partnerKey } from './site.ts'

const hour = 60 * 60 * 1000

async function desk(test: TestApp) {
  const editor = await test.key()
  const edit = async (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload: object = {}) => {
    const answer = await test.send({ method, url, key: editor, payload, headers: { 'if-match': '*' } })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.statusCode === 204 ? undefined : answer.json()
  }
  const publish = async (article: object): Promise<string> => {
    const { id } = await edit('POST', '/v1/articles', { headline: 'Harbour bridge', ...article })
    await edit('POST', `/v1/articles/${id}/publish`)
    return id
  }
  /** Whoever follows the feed of a key, and mirrors the articles that it is told of. */
  const follower = async (entitlements: object) => {
    const key = await partnerKey(test, editor, entitlements)
    const mirror = new Set<string>()
    let since: string | undefined
    const poll = async (limit = 1000) => {
      const told: string[] = []
      for (;;) {
        const from = since === undefined ? '' : `&since=${since}`
        const { data, page } = (await test.send({ url: `/v1/changes?limit=${limit}${from}`, key })).json()
        since = page.next
        if (data.length === 0) return told
        for (const { type, resource, resourceId } of data) {
          told.push(type)
          if (resource !== 'article') continue
          const { statusCode } = await test.send({ url: `/v1/articles/${resourceId}`, key })
          if (statusCode === 200) mirror.add(resourceId)
          else mirror.delete(resourceId)
        }
      }
    }
    const listed = async () => {
      const { data } = (await test.send({ url: '/v1/articles?limit=100', key })).json()
      return new Set(data.map(({ id }: { id: string }) => id))
    }
    return { poll, mirror, listed, key }
  }
  return { editor, edit, publish, follower }
}

eachApp('the change feed of a partner', async (t, test) => {
  const { edit, publish, follower } = await desk(test)

  t.test('tells that an article left it, or came to it, by what that is filed under', async (t) => {
    const sport = await follower({ sections: ['Sport'] })
    await sport.poll()
    const id = await publish({ section: 'Sport' })
    t.same(await sport.poll(), ['article.published'])
    await edit('PATCH', `/v1/articles/${id}`, { section: 'Politics' })
    t.same(await sport.poll(), ['article.unpublished'])
    t.notOk(sport.mirror.has(id))
    await edit('PATCH', `/v1/articles/${id}`, { headline: 'Elsewhere' })
    t.same(await sport.poll(), [], 'there it is nothing to the partner')
    await edit('PATCH', `/v1/articles/${id}`, { section: 'Sport' })
    t.same(await sport.poll(), ['article.published'])
    await edit('DELETE', `/v1/articles/${id}`)
    t.same(await sport.poll(), ['article.deleted'])
  })

  t.test('leads a mirror to what is listed, however much happened between two looks', async (t) => {
    const sport = await follower({ sections: ['Sport'], languages: ['en'] })
    const ids: string[] = []
    for (let n = 0; n < 6; n++)
      ids.push(await publish({ section: n % 2 ? 'Sport' : 'Politics', language: 'en' }))
    await sport.poll()
    const at = (n: number) => `/v1/articles/${ids[n]}`
    // Gone, then filed elsewhere while nobody sees it.
    await edit('POST', `${at(1)}/unpublish`)
    await edit('PATCH', at(1), { section: 'Politics' })
    await edit('PATCH', at(3), { section: 'Politics' })
    await edit('PATCH', at(3), { section: 'Weather' })
    await edit('PATCH', at(5), { language: 'nn' })
    await edit('DELETE', at(5))
    await edit('PATCH', at(0), { section: 'Sport' })
    await edit('POST', `${at(2)}/unpublish`)
    await edit('PATCH', at(2), { section: 'Sport' })
    await edit('POST', `${at(2)}/publish`)
    await sport.poll(1)
    t.same(sport.mirror, await sport.listed())
    t.ok(sport.mirror.has(ids[0] ?? ''))
    t.ok(sport.mirror.has(ids[2] ?? ''))
  })

  t.test('tells of a delayed article at its time, in an order that nobody can miss', async (t) => {
    const late = await follower({ delaySeconds: 3600 })
    test.clock.advance(hour)
    await late.poll()
    const first = await publish({ section: 'Sport' })
    test.clock.advance(hour / 2)
    const second = await publish({ section: 'Sport' })
    t.same(await late.poll(), [], 'neither is out')
    test.clock.advance(hour / 2)
    t.same(await late.poll(), ['article.published'])
    t.ok(late.mirror.has(first))
    await edit('PATCH', `/v1/articles/${first}`, { headline: 'Changed' })
    t.same(await late.poll(), [], 'what came behind waits')
    test.clock.advance(hour / 2)
    t.same(await late.poll(), ['article.published', 'article.updated'])
    t.ok(late.mirror.has(second))
    t.same(late.mirror, await late.listed())
  })

  t.test('does not tell of what was taken back before its delay was over', async (t) => {
    const late = await follower({ delaySeconds: 3600 })
    test.clock.advance(hour)
    await late.poll()
    const id = await publish({})
    await edit('POST', `/v1/articles/${id}/withdraw`, { reason: 'Not so.' })
    t.same(await late.poll(), [])
    test.clock.advance(2 * hour)
    t.same(await late.poll(), [])
    t.equal((await test.send({ url: `/v1/articles/${id}`, key: late.key })).statusCode, 404)
  })

  t.test('keeps what an embargo takes from readers for those who may have it', async (t) => {
    const trusted = await follower({ embargoed: true })
    const id = await publish({})
    await trusted.poll()
    const embargoUntil = new Date(test.clock.now().getTime() + hour).toISOString()
    await edit('PATCH', `/v1/articles/${id}`, { embargoUntil })
    t.same(await trusted.poll(), ['article.updated'])
    t.ok(trusted.mirror.has(id))
  })
})
