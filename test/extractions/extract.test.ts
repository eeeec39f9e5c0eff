import t from 'tap'
import { extract } from '../../src/extractions/extract.ts'

const story = `Harbour bridge reopens after repair 🌉

Cyclists cross the bridge on Monday. Photo by Delia Marchetti/UPI

By Josephine Adeyemi

MILLBROOK, Maine, Nov. 17, 2026 (UPI) — The bridge 🌉 over the harbour reopened on Monday.

“We can breathe again,” Mayor Ingrid Solheim said, according to Yonhap.

LEAVE A REPLY

Please enter your comment!
`
const read = (text: string) => extract(Buffer.from(text))

t.test('a story is told in the words of the resources it would become', async (t) => {
  const { headline, dateline, byline, credits, blocks } = read(story)
  t.equal(headline, 'Harbour bridge reopens after repair 🌉')
  t.match(dateline, { place: 'MILLBROOK, Maine', month: 11, day: 17, date: '2026-11-17', agency: 'UPI' })
  t.match(byline, { text: 'By Josephine Adeyemi', authors: [{ name: 'Josephine Adeyemi' }] })
  t.match(credits, [
    {
      caption: 'Cyclists cross the bridge on Monday.',
      creditLine: 'Photo by Delia Marchetti/UPI',
      creators: ['Delia Marchetti'],
      organizations: ['UPI'],
    },
  ])
  t.equal(blocks.length, 2, 'nothing of the comment form')
})

t.test('a position counts code points of the blocks, joined by a blank line', async (t) => {
  const { blocks, quotes } = read(story)
  const text = blocks.map((block) => ('text' in block ? block.text : '')).join('\n\n')
  const [quote] = quotes.filter(({ kind }) => kind === 'direct')
  t.match(quote, {
    text: 'We can breathe again,',
    speaker: { name: 'Ingrid Solheim', title: 'Mayor' },
    cue: 'said',
    via: { name: 'Yonhap' },
    position: { block: 1 },
  })
  const { start = 0, end = 0 } = quote?.position ?? {}
  t.equal([...text].slice(start, end).join(''), quote?.text)
})

t.test('a year that is not written is not invented', async (t) => {
  const { dateline } = read(story.replace(', 2026', ''))
  t.match(dateline, { month: 11, day: 17, date: null })
})

t.test('a day that does not exist is no date', async (t) => {
  t.equal(read(story.replace('Nov. 17', 'Nov. 31')).dateline?.date ?? null, null)
})

t.test('a passage without a headline has none, and is read all the same', async (t) => {
  const { headline, blocks, quotes } = read('“We can breathe again,” Mayor Ingrid Solheim said on Monday.')
  t.equal(headline, null)
  t.equal(blocks.length, 1)
  t.match(quotes, [{ text: 'We can breathe again,', speaker: { name: 'Ingrid Solheim' } }])
})

t.test('what is no text is refused with its reason', async (t) => {
  t.throws(() => read(`Headline\n\n${'x'.repeat(200_000)}`), {
    kind: 'unprocessable',
    message: /^Line 3 has 200000 characters/,
    errors: [{ pointer: '/text' }],
  })
})
