import t from 'tap'
import { findDuplicateKey } from '../../src/http/duplicate-keys.ts'
import { eachApp } from '../support/app.ts'

t.test('a key that an object names twice is found, wherever it is and however it is written', async (t) => {
  const found: Record<string, string> = {
    '{"a":1,"a":2}': '/a',
    '{"a":1,"\\u0061":2}': '/a',
    '{"x":{"a":[{},{"b":1,"c":"}","b":2}]}}': '/x/a/1/b',
    '[0,{"a/b":1,"a/b":1}]': '/1/a~1b',
    '{"":1,"":2}': '/',
    '{"a\\"":1,"b":"\\\\","a\\"":2}': '/a"',
  }
  for (const [text, pointer] of Object.entries(found)) {
    t.ok(JSON.parse(text))
    t.equal(findDuplicateKey(text), pointer, text)
  }
})

t.test('a key may come again in another object, and as a value', async (t) => {
  for (const text of [
    '{"a":{"a":1},"b":{"a":"a"}}',
    '[{"a":1},{"a":1}]',
    '{"a":["a","a"],"A":"a"}',
    '"a"',
    '{}',
  ])
    t.equal(findDuplicateKey(text), undefined, text)
})

eachApp('a body with a key named twice', async (t, test) => {
  t.test('is refused with the place of the key, and stores nothing', async (t) => {
    const key = await test.key()
    const answer = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key,
      headers: { 'content-type': 'application/json' },
      payload: '{"headline":"One","headline":"Two"}',
    })
    t.match(answer.json(), { status: 400, errors: [{ in: 'body', pointer: '/headline', code: 'duplicate' }] })
    t.same(await test.db.read.select().from(test.db.tables.articles), [])
  })
})
