import { Webhook } from 'standardwebhooks'
import t from 'tap'
import { webhookSecrets } from '../../src/webhooks/secret.ts'
import { isGenuine, sign } from '../../src/webhooks/sign.ts'

// The worked example of the specification's own test suite (Apache-2.0).
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const others = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='

const headers = {
  'webhook-id': message.id,
  'webhook-timestamp': String(message.timestamp),
  'webhook-signature': signature,
}
const verify = (
  changed: Record<string, string | undefined>,
  { key = secret, late = 0, body = message.body } = {},
) =>
  isGenuine(
    { body, headers: { ...headers, ...changed } },
    { secret: key, now: new Date((message.timestamp + late) * 1000) },
  )

t.test('a signature is the one of the specification', async (t) => {
  t.equal(sign(message, [secret]), signature)
  t.equal(sign(message, [secret.slice(6)]), signature, 'with and without the prefix')
})

t.test('what is signed is genuine, by one signature of several', async (t) => {
  t.ok(verify({}))
  t.ok(verify({}, { key: secret.slice(6) }))
  t.ok(verify({ 'webhook-signature': `${others} v2,${signature.slice(3)} ${signature} ${others}` }))
})

t.test('what lacks a header, is changed, old or ahead is not genuine', async (t) => {
  for (const name of Object.keys(headers)) t.notOk(verify({ [name]: undefined }), name)
  t.notOk(verify({ 'webhook-timestamp': 'hello' }))
  for (const wrong of ['v1,dawfeoifkpqwoekfpqoekf', 'v1,g0hM9', 'v1,', others])
    t.notOk(verify({ 'webhook-signature': wrong }), wrong)
  t.notOk(verify({}, { body: message.body.replace('4', '5') }))
  t.notOk(verify({ 'webhook-id': 'msg_other' }))
  t.ok(verify({}, { late: 299 }))
  t.notOk(verify({}, { late: 301 }))
  t.notOk(verify({}, { late: -301 }))
})

t.test('an empty secret is refused', async (t) => {
  for (const empty of ['', 'whsec_']) {
    t.throws(() => sign(message, [empty]))
    t.throws(() => verify({}, { key: empty }))
  }
})

t.test(
  'a derived secret is the same each time, another for each webhook and number, and verified by others',
  async (t) => {
    const secretOf = webhookSecrets(Buffer.alloc(32, 7))
    t.equal(secretOf('a', 1), secretOf('a', 1))
    t.equal(new Set([secretOf('a', 1), secretOf('a', 2), secretOf('b', 1)]).size, 3)
    const now = { ...message, timestamp: Math.floor(Date.now() / 1000) }
    const signed = {
      'webhook-id': now.id,
      'webhook-timestamp': String(now.timestamp),
      'webhook-signature': sign(now, [secretOf('a', 2), secretOf('a', 1)]),
    }
    for (const number of [1, 2]) t.ok(new Webhook(secretOf('a', number)).verify(now.body, signed))
    t.throws(() => new Webhook(secretOf('a', 3)).verify(now.body, signed))
    t.throws(() => new Webhook(secretOf('a', 1)).verify(now.body.replace('4', '5'), signed))
  },
)
