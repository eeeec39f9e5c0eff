import t from 'tap'
import type { NewArticle } from '../../src/articles/schema.ts'
import { identityOf } from '../../src/imports/identity.ts'

const dateline = { text: 'MILLBROOK, Nov. 17 (UPI) —', month: 11, day: 17, date: null, agency: 'UPI' }
const story: NewArticle = { headline: 'Bridge reopens', dateline }
const other = (change: Partial<NewArticle>) => identityOf({ ...story, ...change }, undefined)

t.test('agency, day and headline make a story, in whatever case they are written', async (t) => {
  const shouted = other({
    headline: 'BRIDGE  REOPENS',
    dateline: { ...dateline, agency: 'upi', text: 'other' },
  })
  t.equal(shouted, identityOf(story, undefined))
})

t.test('another agency, day or headline is another story', async (t) => {
  const same = identityOf(story, undefined)
  t.not(other({ headline: 'Bridge opens' }), same)
  t.not(other({ dateline: { ...dateline, agency: 'AP' } }), same)
  t.not(other({ dateline: { ...dateline, day: 18 } }), same)
  t.not(other({ dateline: null }), same)
})

t.test('a source id is all that counts where there is one', async (t) => {
  t.equal(identityOf(story, 'a1'), identityOf({ headline: 'Quite another' }, 'a1'))
  t.not(identityOf(story, 'a1'), identityOf(story, 'a2'))
})

t.test('a source id cannot be made to look like a story', async (t) => {
  t.not(identityOf({ headline: 'x' }, identityOf(story, undefined)), identityOf(story, undefined))
})

t.test('the longest headline makes a short identity', async (t) => {
  t.ok(identityOf({ headline: 'ﷺ'.repeat(500) }, undefined).length < 100)
})
