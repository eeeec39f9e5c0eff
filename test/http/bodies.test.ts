import type { Test } from 'tap'
import { appOn, eachApp, type TestApp } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { type Field, fieldsOf, onlyValue } from '../support/fields.ts'
import { operationsOf } from '../support/operations.ts'

interface Place extends Field {
  send: (value: unknown) => ReturnType<TestApp['send']>
  name: string
}

/** Every field of every JSON body that an operation takes. */
async function placesIn(test: TestApp): Promise<Place[]> {
  const key = await test.key()
  return operationsOf(test.app).flatMap(({ method, url, template, body }) =>
    body === undefined
      ? []
      : fieldsOf(test.app.swagger(), body).map((field) => ({
          ...field,
          name: `${method} ${template} ${field.pointer}`,
          send: (value: unknown) =>
            test.send({
              method,
              url,
              key,
              headers: { 'if-match': '*', 'content-type': 'application/json' },
              payload: JSON.stringify(field.bodyWith(value)),
            }),
        })),
  )
}

/** Holds that the value is refused, and that the refusal names this field. */
async function refuses(t: Test, place: Place, value: unknown): Promise<void> {
  const answer = await place.send(value)
  const shown = JSON.stringify(value).slice(0, 40)
  t.equal(answer.statusCode, 422, `${place.name} refuses ${shown}`)
  const pointers = (answer.json().errors ?? []).map((error: { pointer: string }) => error.pointer)
  t.ok(
    pointers.some((pointer: string) => pointer.startsWith(place.pointer)),
    `${place.name} is named as the place of ${shown}: ${pointers}`,
  )
}

eachApp('every body', async (t, test) => {
  const places = await placesIn(test)
  const ofType = (type: string) => places.filter((place) => place.types.includes(type))
  const fixed = (place: Place) => onlyValue(place.schema) !== undefined

  t.test('refuses NUL and half a surrogate pair in each of its texts', async (t) => {
    t.ok(ofType('string').length > 50)
    for (const place of ofType('string'))
      for (const bad of ['a\0b', 'a\ud800b', '\udc00']) await refuses(t, place, bad)
  })

  t.test('takes no value of another type for what it means', async (t) => {
    const wrong: Record<string, unknown[]> = {
      string: [5, true, ['x'], { x: 1 }],
      integer: ['5', 1.5, true],
      boolean: ['true', 1],
      array: ['x', { 0: 'x' }],
      object: ['x', [], 5],
    }
    for (const [type, values] of Object.entries(wrong))
      for (const place of ofType(type).filter((one) => !fixed(one) && !isUnion(places, one)))
        for (const value of values) await refuses(t, place, value)
  })

  t.test('is null only where null means something', async (t) => {
    const firm = places.filter(
      (place) => !place.types.includes('null') && place.pointer !== '' && !fixed(place),
    )
    for (const place of firm.filter((one) => !isUnion(places, one))) await refuses(t, place, null)
  })

  t.test('has no field that is not documented, at any depth', async (t) => {
    for (const place of ofType('object')) {
      const answer = await place.send({ surprise: 1 })
      t.equal(answer.statusCode, 422, place.name)
      const named = (answer.json().errors ?? []).map((error: { pointer: string }) => error.pointer)
      t.ok(
        named.some(
          (pointer: string) => pointer === `${place.pointer}/surprise` || pointer === `${place.pointer}/type`,
        ),
        `${place.name}: ${named}`,
      )
    }
  })

  t.test('has a limit to each of its texts and lists, and a small answer beyond it', async (t) => {
    const closed = ['uuid', 'instant', 'calendar-date']
    for (const place of ofType('string')) {
      const { schema } = place
      if (fixed(place) || schema.enum !== undefined || closed.includes(schema.format ?? '')) continue
      t.type(schema.maxLength, 'number', `${place.name} has a longest text`)
      await refuses(t, place, 'x'.repeat((schema.maxLength ?? 0) + 1))
    }
    for (const place of ofType('array')) {
      t.type(place.schema.maxItems, 'number', `${place.name} has a most`)
      await refuses(
        t,
        place,
        Array.from({ length: (place.schema.maxItems ?? 0) + 1 }, (_, i) => `x${i}`),
      )
      const answer = await place.send(Array.from({ length: 10_000 }, () => 5))
      t.ok(answer.body.length < 20_000, `${place.name} answers ${answer.body.length} characters`)
    }
  })

  t.test('takes no blanks for a text that must show something', async (t) => {
    const visible = ofType('string').filter((place) => place.schema.format === 'visible')
    t.ok(visible.length > 10)
    for (const place of visible)
      for (const blank of ['', '  ', '\u00a0\u3000']) await refuses(t, place, blank)
  })

  t.test('takes only instants that exist and say their offset', async (t) => {
    const instants = ofType('string').filter((place) => place.schema.format === 'instant')
    t.ok(instants.length >= 3)
    const bad = [
      '2026-02-30T00:00:00Z',
      '2026-10-31T09:30:00',
      '2026-10-31',
      '2026-10-31T24:00:00Z',
      '2026-10-31T23:59:60Z',
      '2026-10-31T23:60:00Z',
      '+10000-01-01T00:00:00Z',
      '10000-01-01T00:00:00Z',
      '2026-10-31T09:30:00+24:00',
      '2026-10-31T09:30:00+2359',
      'now',
    ]
    for (const place of instants) for (const value of bad) await refuses(t, place, value)
  })

  t.test('takes only http and https addresses', async (t) => {
    const urls = ofType('string').filter((place) => place.schema.format === 'web-url')
    t.ok(urls.length >= 4)
    const bad = [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      ' java\nscript:x',
      '//x.example',
      'https://',
      'https://a:b@x.example/',
    ]
    for (const place of urls) for (const value of bad) await refuses(t, place, value)
  })
})

/** Whether the place takes values of several shapes, so that one of another shape may be right. */
const isUnion = (places: Place[], { name }: Place) => places.filter((place) => place.name === name).length > 1

eachDatabase('a body nested 100,000 deep', async (t, db) => {
  const test = await appOn(t, db)
  const key = await test.key()
  const nests = {
    lists: `{"headline":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    objects: `{"headline":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
  }
  for (const [of, payload] of Object.entries(nests)) {
    t.test(`of ${of} is refused, and holds nobody up for 100 ms`, async (t) => {
      const ask = () =>
        test.send({
          method: 'POST',
          url: '/v1/articles',
          key,
          payload,
          headers: { 'content-type': 'application/json' },
        })
      await ask()
      // The work of this process, because other processes of the machine lengthen the time but not this; the least of three, because
      // they share its caches.
      const works: number[] = []
      for (let round = 0; round < 3; round++) {
        const before = process.cpuUsage()
        const answer = await ask()
        const { user, system } = process.cpuUsage(before)
        t.ok([400, 422].includes(answer.statusCode))
        works.push((user + system) / 1000)
      }
      t.ok(Math.min(...works) < 100, `${works.join(', ')} ms of work`)
    })
  }
})
