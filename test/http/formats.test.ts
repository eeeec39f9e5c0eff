import t from 'tap'
import { formats, isWebUrl } from '../../src/http/formats.ts'
import { isInstant } from '../../src/text/instant.ts'

t.test('an instant is one that an answer can write in UTC with four digits of year', async (t) => {
  for (const good of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59+00:01'])
    t.ok(isInstant(good), good)
  for (const bad of ['9999-12-31T23:59:59-00:01', '0001-01-01T00:00:00+00:01', '0000-12-31T00:00:00Z'])
    t.notOk(isInstant(bad), bad)
})

t.test('an address with letters beyond ASCII is one however often it is asked', async (t) => {
  const address = 'https://b\u00fccher.example/\u00e4'
  let refused = 0
  for (let i = 0; i < 20_000; i++) if (!isWebUrl(address) || !formats.uri?.test(address)) refused += 1
  t.equal(refused, 0)
})
