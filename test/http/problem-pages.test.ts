import { errorCodes } from '../../src/errors.ts'
import { limits } from '../../src/http/limits.ts'
import { eachApp } from '../support/app.ts'

eachApp('/problems/{code}', async (t, test) => {
  t.test('explains every code', async (t) => {
    for (const [code, { title }] of Object.entries(errorCodes)) {
      const page = await test.send({ url: `/problems/${code}` })
      t.equal(page.statusCode, 200, code)
      t.ok(page.body.includes(title), code)
    }
    t.equal((await test.send({ url: '/problems/nonsense' })).statusCode, 404)
  })

  t.test('rate_limited lists the limits in force', async (t) => {
    const page = await test.send({ url: '/problems/rate_limited' })
    for (const [name, { quota, seconds, of }] of Object.entries(limits)) {
      const row = `<tr><td><code>${name}</code></td><td>${quota} in ${seconds} s</td><td>${of}</td></tr>`
      t.ok(page.body.includes(row), name)
    }
  })
})
