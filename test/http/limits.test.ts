import t from 'tap'
import { networkOf } from '../../src/http/address.ts'
import { limits } from '../../src/http/limits.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

t.test('callers are told apart by IPv4 address and by IPv6 /64', async (t) => {
  const network = (address: string) => networkOf(address, { ipv4: 32, ipv6: 64 })
  t.equal(network('::ffff:192.0.2.7'), network('192.0.2.7'))
  t.not(network('192.0.2.7'), network('192.0.2.8'))
  t.equal(network('2001:db8:0:1::1'), network('2001:db8:0:1:ffff::9'))
  t.not(network('2001:db8:0:1::1'), network('2001:db8:0:2::1'))
  t.equal(networkOf('203.0.113.9', { ipv4: 24, ipv6: 48 }), '203.0.113.0/24')
})

eachDatabase('a caller', async (t, db) => {
  const { quota } = limits.extractions
  const ask = (
    url: string,
    count: number,
    test: Awaited<ReturnType<typeof appOn>>,
    headers: (i: number) => Record<string, string> = () => ({}),
  ) =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        test.app.inject({
          method: 'POST',
          url,
          payload: { text: 'x' },
          headers: headers(i),
          remoteAddress: '198.51.100.1',
        }),
      ),
    )

  t.test('is told what is left, and refused beyond it, whatever it says of itself', async (t) => {
    const test = await appOn(t, db, { DATELINE_RATE_LIMIT: 'on' })
    const answers = await ask('/v1/extractions', quota + 5, test, (i) => ({
      'x-forwarded-for': `10.0.0.${i}`,
      'x-real-ip': `10.0.1.${i}`,
    }))
    const refused = answers.filter((answer) => answer.statusCode === 429)
    t.equal(refused.length, 5)
    t.equal(answers[0]?.headers['ratelimit-policy'], `"extractions";q=${quota};w=60`)
    t.match(answers[0]?.headers.ratelimit, new RegExp(`^"extractions";r=${quota - 1};t=\\d+$`))
    t.match(refused[0]?.headers['retry-after'], /^[1-9]\d*$/)
    t.match(refused[0]?.json(), { code: 'rate_limited', status: 429 })
    const other = await test.app.inject({
      method: 'POST',
      url: '/v1/extractions',
      payload: { text: 'x' },
      remoteAddress: '198.51.100.2',
    })
    t.not(other.statusCode, 429, 'others are not held up')
  })

  t.test('behind a trusted proxy is the one that the proxy names', async (t) => {
    const test = await appOn(t, db, {
      DATELINE_RATE_LIMIT: 'on',
      DATELINE_TRUSTED_PROXIES: '198.51.100.0/24',
    })
    const answers = await ask('/v1/extractions', quota + 5, test, (i) => ({
      'x-forwarded-for': `203.0.113.${i % 9}`,
    }))
    t.notOk(answers.some((answer) => answer.statusCode === 429))
  })

  t.test('that asks for health is never counted, however often', async (t) => {
    const test = await appOn(t, db, { DATELINE_RATE_LIMIT: 'on' })
    const answer = await test.send({ url: '/health/ready' })
    t.notOk('ratelimit' in answer.headers)
    const many = Array.from({ length: limits.reads.quota + 1 }, () =>
      test.app.inject({ url: '/health/live' }),
    )
    t.notOk((await Promise.all(many)).some((each) => each.statusCode !== 200))
  })

  t.test('is not counted where the operator switched it off', async (t) => {
    const test = await appOn(t, db, { DATELINE_RATE_LIMIT: 'off' })
    const answers = await ask('/v1/extractions', quota + 5, test)
    t.notOk(answers.some((answer) => answer.statusCode === 429))
    t.notOk('ratelimit' in (answers[0]?.headers ?? {}))
  })
})
