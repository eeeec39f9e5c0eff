import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

/** Of what nests, and of what the parser takes longest for. */
const units = ['<b>', '> ', '- ', '**a', 'a\n> ']

eachApp('nested markup', async (t, test) => {
  const site = await siteOn(test)
  const url = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const timed = async (path: string, init?: RequestInit) => {
    const began = performance.now()
    const answer = await fetch(url + path, init)
    const text = await answer.text()
    return { status: answer.status, text, took: performance.now() - began }
  }
  const post = (body: string) =>
    timed(`/v1/articles/${site.slug}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ authorName: 'Ada', body }),
    })

  /** Five rounds, of which the quickest counts: the machine may be busy with other tests. */
  const quickest = async (bodyOf: (round: number) => string) => {
    const rounds = []
    for (const round of [1, 2, 3, 4, 5]) {
      const [comment, health] = await Promise.all([post(bodyOf(round)), timed('/health/live')])
      rounds.push({ comment, health })
    }
    return {
      statuses: rounds.map(({ comment }) => comment.status),
      text: rounds[0]?.comment.text ?? '',
      comment: Math.min(...rounds.map(({ comment }) => comment.took)),
      health: Math.min(...rounds.map(({ health }) => health.took)),
    }
  }

  for (const [size, name] of [
    [64 * 1024, '64 KB'],
    [600_000, 'ten times that'],
  ] as const) {
    t.test(`${name} of it is refused at once, and keeps nobody waiting`, async (t) => {
      for (const unit of units) {
        const { statuses, text, comment, health } = await quickest(() => unit.repeat(size / unit.length))
        t.same(statuses, [422, 422, 422, 422, 422], unit)
        t.match(JSON.parse(text).errors, [{ pointer: '/body', code: 'too_long' }], unit)
        t.ok(comment < 300, `${JSON.stringify(unit)} was answered in ${comment.toFixed()} ms`)
        t.ok(health < 100, `and health meanwhile in ${health.toFixed()} ms`)
      }
    })
  }

  t.test('as much of it as a comment may hold is taken at once, and keeps nobody waiting', async (t) => {
    for (const unit of units) {
      const body = (round: number) => `Round ${round}\n\n${unit.repeat(4980 / unit.length)}`
      const { statuses, comment, health } = await quickest(body)
      t.same(statuses, [201, 201, 201, 201, 201], unit)
      t.ok(comment < 300, `${JSON.stringify(unit)} was answered in ${comment.toFixed()} ms`)
      t.ok(health < 100, `and health meanwhile in ${health.toFixed()} ms`)
    }
  })
})
