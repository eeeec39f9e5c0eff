import { randomBytes } from 'node:crypto'
import t from 'tap'
import { newEditToken, opens } from '../../src/comments/edit-token.ts'
import { senderHashes } from '../../src/comments/sender.ts'

const secret = randomBytes(32)
const hashes = senderHashes(secret, 'The Lantern')
const at = new Date('2026-11-24T09:00:00.000Z')
const days = (n: number) => new Date(at.getTime() + n * 24 * 60 * 60 * 1000)

t.test(
  'an e-mail address has one key, however it is typed, and another on another installation',
  async (t) => {
    t.equal(hashes.emailKey(' Ada@Example.org '), hashes.emailKey('ada@example.org'))
    t.not(
      hashes.emailKey('ada@example.org'),
      senderHashes(randomBytes(32), 'The Lantern').emailKey('ada@example.org'),
    )
  },
)

t.test('an address compares with itself for a month and with nothing after it', async (t) => {
  t.equal(hashes.ipHash('203.0.113.7', at), hashes.ipHash('::ffff:203.0.113.7', at))
  t.not(hashes.ipHash('203.0.113.7', at), hashes.ipHash('203.0.113.8', at))
  t.not(hashes.ipHash('203.0.113.7', at), hashes.ipHash('203.0.113.7', days(31)))
})

t.test('a picture is the same for one person on one site', async (t) => {
  const seed = hashes.avatarSeed({ name: 'Ada', email: undefined })
  t.match(seed, /^[0-9a-f]{20}$/)
  t.equal(hashes.avatarSeed({ name: 'ADA', email: undefined }), seed)
  t.not(hashes.avatarSeed({ name: 'Ada', email: 'ada@example.org' }), seed)
  t.not(senderHashes(secret, 'Elsewhere').avatarSeed({ name: 'Ada', email: undefined }), seed)
})

t.test('parts that are glued together differently are different comments', async (t) => {
  const key = (name: string, source: string) =>
    hashes.duplicateKey({ articleId: 'a', parentId: null, name, email: undefined, source })
  t.not(key('ab', 'c'), key('a', 'bc'))
})

t.test('a token is kept as a hash only', async (t) => {
  const { token, hash } = newEditToken()
  t.equal(Buffer.from(token, 'base64url').length, 32)
  t.not(hash, token)
  t.not(newEditToken().token, token)
  t.ok(opens(token, hash))
  for (const [other, of] of [
    [newEditToken().token, hash],
    [hash, hash],
    [undefined, hash],
    [token, null],
  ] as const)
    t.notOk(opens(other, of))
})

t.test('a reader is the key, else the address, and another one at every comment', async (t) => {
  const at = (comment: string, ip: string, keyId: string | null = null) =>
    hashes.readerKey(comment, { keyId, ip })
  t.equal(at('a', '203.0.113.7'), at('a', '::ffff:203.0.113.7'))
  t.equal(at('a', '2001:db8::1'), at('a', '2001:db8::2'))
  t.equal(at('a', '203.0.113.7', 'k'), at('a', '203.0.113.8', 'k'))
  t.not(at('a', '203.0.113.7', 'k'), at('a', '203.0.113.7'))
  t.not(at('a', '203.0.113.7'), at('b', '203.0.113.7'))
})
