import { eachApp } from '../support/app.ts'
import { type Said, siteOn } from './site.ts'

interface Shown extends Said {
  state: string
  body: { text: string } | null
  author: object | null
  replyCount: number
  descendantCount: number
  replies: { data: Shown[]; page: { next: string | null } }
}

const texts = (list: Shown[]) => list.map(({ body }) => body?.text)

eachApp('the comments of an article', async (t, test) => {
  const site = await siteOn(test)
  const comments = `/v1/articles/${site.slug}/comments`

  t.test('are an empty page where there are none', async (t) => {
    t.same((await site.get(comments)).json(), { data: [], page: { limit: 20, next: null } })
    t.same((await site.get(`${comments}?view=tree`)).json(), { data: [], page: { limit: 20, next: null } })
  })

  t.test('come each once over all pages, also when they share an instant', async (t) => {
    const said: string[] = []
    for (let n = 0; n < 25; n++) said.push((await site.say(`Root ${n}`)).id)
    for (const query of ['sort=newest', 'sort=oldest', 'view=tree', 'view=tree&sort=oldest']) {
      const seen: string[] = []
      let pages = 0
      for (let cursor = ''; pages < 10; pages++) {
        const answer = await site.get(`${comments}?limit=10&${query}${cursor}`)
        const { data, page } = answer.json()
        seen.push(...data.map(({ id }: Shown) => id))
        if (page.next === null) break
        t.ok(String(answer.headers.link).startsWith(`<https://news.example${comments}?`))
        cursor = `&cursor=${page.next}`
      }
      t.equal(pages, 2, query)
      t.same(seen, query.includes('oldest') ? [...said].sort() : [...said].sort().reverse(), query)
    }
  })

  t.test('take no cursor of another sort or view, and no parameter that would show more', async (t) => {
    const { page } = (await site.get(`${comments}?limit=10`)).json()
    for (const query of ['sort=oldest', 'view=tree']) {
      t.equal((await site.get(`${comments}?limit=10&${query}&cursor=${page.next}`)).statusCode, 400)
    }
    const hidden = await site.say('A canary in the queue')
    await site.act(hidden.id, 'hold')
    for (const query of ['status=pending', 'status=all', 'state[]=spam', 'limit=101', 'repliesLimit=21']) {
      const answer = await site.get(`${comments}?${query}`)
      t.equal(answer.statusCode, 400, query)
      t.notMatch(answer.body, 'canary')
    }
    t.equal((await site.get(`/v1/comments/${hidden.id}`)).statusCode, 404)
    t.equal((await site.get(`/v1/comments/${hidden.id}/replies`)).statusCode, 404)
  })

  t.test('of an article that readers cannot see are not there', async (t) => {
    const gone = await site.publish('Gone tomorrow')
    const said = (await site.post({ body: 'A canary', authorName: 'Ada' }, gone.slug)).json()
    await test.send({
      method: 'POST',
      url: `/v1/articles/${gone.id}/unpublish`,
      key: site.editor,
      headers: { 'if-match': '*' },
    })
    for (const url of [
      `/v1/articles/${gone.id}/comments`,
      `/v1/comments/${said.id}`,
      `/v1/comments/${said.id}/replies`,
    ]) {
      t.equal((await site.get(url)).statusCode, 404, url)
    }
    t.notMatch((await site.get('/v1/comments')).body, 'A canary')
  })

  t.test('answer 304 until something changes', async (t) => {
    const { etag } = (await site.get(comments)).headers
    const again = () => test.send({ url: comments, headers: { 'if-none-match': String(etag) } })
    t.equal((await again()).statusCode, 304)
    await site.say('News')
    t.equal((await again()).statusCode, 200)
  })
})

eachApp('a thread', async (t, test) => {
  const site = await siteOn(test)
  const comments = `/v1/articles/${site.slug}/comments`
  const tree = async (query = ''): Promise<Shown[]> =>
    (await site.get(`${comments}?view=tree${query}`)).json().data
  const root = await site.say('root')
  const replies: Said[] = []
  for (let n = 0; n < 7; n++) replies.push(await site.say(`reply ${n}`, { parentId: root.id }))
  const [first] = replies
  await site.say('deeper', { parentId: first?.id })

  t.test('nests its first replies, oldest first, and says where they go on', async (t) => {
    const [shown] = await tree()
    t.same(texts(shown?.replies.data ?? []), ['reply 0', 'reply 1', 'reply 2', 'reply 3', 'reply 4'])
    t.same(texts(shown?.replies.data[0]?.replies.data ?? []), ['deeper'])
    t.same(shown?.replies.data[1]?.replies, { data: [], page: { next: null } })
    const rest = (await site.get(`/v1/comments/${root.id}/replies?cursor=${shown?.replies.page.next}`)).json()
    t.same(texts(rest.data), ['reply 5', 'reply 6'])
    t.equal(rest.page.next, null)
  })

  t.test('shows none with repliesLimit=0, and still says that there are some', async (t) => {
    const [shown] = await tree('&repliesLimit=0')
    t.same(shown?.replies.data, [])
    const all = (await site.get(`/v1/comments/${root.id}/replies?cursor=${shown?.replies.page.next}`)).json()
    t.equal(all.data.length, 7)
    const [whole] = await tree('&repliesLimit=20')
    t.equal(whole?.replies.data.length, 7)
    t.equal(whole?.replies.page.next, null)
  })

  t.test('is flat and newest first unless it is asked for', async (t) => {
    test.clock.advance(1000)
    await site.say('latest', { parentId: root.id })
    const list: Shown[] = (await site.get(comments)).json().data
    t.equal(list.length, 10)
    t.equal(list[0]?.body?.text, 'latest')
    t.notOk(list.some((comment) => 'replies' in comment))
  })

  t.test('keeps a tombstone while published replies hang under it', async (t) => {
    const id = first?.id ?? ''
    await site.act(id, 'reject')
    const tombstone = (await site.get(`/v1/comments/${id}`)).json()
    t.match(tombstone, { state: 'removed', author: null, body: null, replyCount: 1, descendantCount: 1 })
    t.notMatch(JSON.stringify(tombstone), /reply 0|Ada/)
    const [shown] = await tree()
    t.match(shown?.replies.data[0], { id, state: 'removed', body: null })
    t.same(texts(shown?.replies.data[0]?.replies.data ?? []), ['deeper'])
    t.equal(shown?.replyCount, 7)
    t.equal(shown?.descendantCount, 8)
  })

  t.test('loses the tombstone with the last reply under it', async (t) => {
    const id = first?.id ?? ''
    const deeper = (await site.get(`/v1/comments/${id}/replies`)).json().data[0]
    await site.act(deeper.id, 'spam')
    t.equal((await site.get(`/v1/comments/${id}`)).statusCode, 404)
    const [shown] = await tree()
    t.equal(shown?.replies.data[0]?.body?.text, 'reply 1')
    t.equal(shown?.descendantCount, 7)
  })

  t.test('takes the same number of statements however many comments it has', async (t) => {
    const more = await site.publish('Crowded')
    const counts: number[] = []
    const count = async () => {
      let statements = 0
      const { read } = test.db
      // Every query of the store is built from `read`, so building one is asking one.
      const select = read.select
      Object.assign(read, {
        select: (...args: Parameters<typeof select>) => {
          statements += 1
          return Reflect.apply(select, read, args)
        },
      })
      await site.get(`/v1/articles/${more.slug}/comments?view=tree`)
      Object.assign(read, { select })
      counts.push(statements)
    }
    const grow = async (n: number) => {
      const sent = await Promise.all(
        Array.from({ length: 3 }, (_, i) => site.post({ body: `${n}.${i}`, authorName: 'Ada' }, more.slug)),
      )
      for (const answer of sent) {
        const parentId = answer.json().id
        await site.post({ body: 'under', authorName: 'Ada', parentId }, more.slug)
      }
    }
    await grow(0)
    await count()
    await grow(1)
    await grow(2)
    await count()
    t.ok((counts[0] ?? 0) > 1, 'the statements were counted')
    t.equal(counts[1], counts[0])
  })
})

eachApp('an article', async (t, test) => {
  const site = await siteOn(test)
  const other = await site.publish('Second story')
  for (let n = 0; n < 22; n++) {
    await site.say(`Comment ${n}`)
    test.clock.advance(1000)
  }
  await site.post({ body: 'Elsewhere', authorName: 'Bob' }, other.slug)

  t.test('carries its newest comments when they are asked for', async (t) => {
    const shown = (await site.get(`/v1/articles/${site.slug}?include=comments`)).json()
    t.equal(shown.comments.length, 20)
    t.equal(shown.comments[0].body.text, 'Comment 21')
    t.equal(shown.comments[19].body.text, 'Comment 2')
    const list = (await site.get('/v1/articles?include=comments')).json().data
    t.same(
      Object.fromEntries(list.map((a: { slug: string; comments: unknown[] }) => [a.slug, a.comments.length])),
      { [site.slug]: 20, [other.slug]: 1 },
    )
  })

  t.test('is found among the latest of the site', async (t) => {
    const { data } = (await site.get('/v1/comments?limit=2')).json()
    t.same(texts(data), ['Elsewhere', 'Comment 21'])
  })
})
