import { setImmediate } from 'node:timers/promises'
import { eachApp } from '../support/app.ts'

eachApp('four writers and a poller', async (t, test) => {
  const key = await test.key()
  const send = async (method: 'POST' | 'PATCH', url: string, payload: object) => {
    const answer = await test.send({ method, url, key, headers: { 'if-match': '*' }, payload })
    t.ok(answer.statusCode < 300, `${method} ${url} answered ${answer.statusCode}: ${answer.body}`)
    return answer.json()
  }
  const acknowledged: string[] = []

  const write = async (writer: number) => {
    const { id } = await send('POST', '/v1/articles', { headline: `Story ${writer}` })
    const { version } = await send('POST', `/v1/articles/${id}/publish`, {})
    acknowledged.push(`article.published ${id} ${version}`)
    for (let i = 0; i < 25; i++) {
      const changed = await send('PATCH', `/v1/articles/${id}`, { section: `Section ${i}` })
      acknowledged.push(`article.updated ${id} ${changed.version}`)
      const credit = await send('POST', '/v1/media-credits', { articleId: id, creditLine: `Desk ${i}` })
      acknowledged.push(`mediaCredit.created ${credit.id} 1`)
    }
  }

  t.test('the poller gets every committed change once, in order', async (t) => {
    let isWriting = true
    const writing = Promise.all([1, 2, 3, 4].map(write)).finally(() => {
      isWriting = false
    })
    const told: { position: string; type: string; resourceId: string; version: number }[] = []
    let since = '0'
    const poll = async () => {
      for (let caughtUp = false; isWriting || !caughtUp; ) {
        const wasWriting = isWriting
        const { data, page } = (await test.send({ url: `/v1/changes?since=${since}&limit=7` })).json()
        told.push(...data)
        since = page.next
        caughtUp = !wasWriting && data.length === 0
        // A poller in a process of its own would leave the writers theirs.
        await setImmediate()
      }
    }
    await Promise.all([writing, poll()])

    const positions = told.map(({ position }) => Number(position))
    t.same(
      positions,
      positions.map((_, i) => i + 1),
      'no gap, no repetition, no step back',
    )
    const names = told.map(({ type, resourceId, version }) => `${type} ${resourceId} ${version}`)
    t.same([...names].sort(), [...acknowledged].sort())
    for (const id of new Set(told.map((change) => change.resourceId))) {
      const versions = told.filter((change) => change.resourceId === id).map((change) => change.version)
      t.same(
        versions,
        [...versions].sort((a, b) => a - b),
      )
    }
  })
})
