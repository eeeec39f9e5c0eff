import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import type { WireStory } from '../../../src/formats/wire-text/model.ts'
import { readWireText } from '../../../src/formats/wire-text/read.ts'

const read = (text: string) => readWireText(new TextEncoder().encode(text))

function storyOf(text: string): WireStory {
  const [story] = read(text).stories
  if (story === undefined) throw new Error(`No story was read: ${JSON.stringify(read(text).problems)}`)
  return story
}

const lead = 'The town of Harwick will mend its bridge, the mayor said on Monday after a long debate.'
const second = '“We fix it once,” she said. “Then we leave it alone for as long as it stands.”'

t.test('a copied page gives headline, picture, dateline and body', async (t) => {
  const story = storyOf(
    `Harwick mends its bridge\n\nThe bridge on Monday. Photo by Ann Poe/UPI\n\nOct. 31 (UPI) —\u00A0${lead}\n\n${second}\n`,
  )
  t.match(story, {
    headline: 'Harwick mends its bridge',
    summary: null,
    byline: null,
    dateline: { text: 'Oct. 31 (UPI) —', place: null, month: 10, day: 31, year: null, agency: 'UPI' },
    paragraphs: [lead, second],
    media: [{ caption: 'The bridge on Monday.', credit: { creators: ['Ann Poe'], organizations: ['UPI'] } }],
    language: 'en',
  })
  t.equal(story.paragraphs.length, 2)
  t.notOk(story.dateline && 'end' in story.dateline, 'the position in the file is no part of the dateline')
})

t.test('deck, byline and several pictures find their places', async (t) => {
  const story = storyOf(
    `Harwick mends its bridge\n\nA vote ends two years of argument.\n\nBy Ann Poe, Harwick Herald\n\nThe bridge. (Bea Roe/Harwick Herald)\n\n${lead}\n\nThe mayor on Monday.\nPhoto: Cat Doe/AFP\n\n${second}`,
  )
  t.equal(story.summary, 'A vote ends two years of argument.')
  t.same(story.byline?.authors, [{ name: 'Ann Poe', title: null, organization: 'Harwick Herald' }])
  t.same(story.paragraphs, [lead, second])
  t.same(
    story.media.map(({ caption, credit }) => [caption, credit?.text]),
    [
      ['The bridge.', '(Bea Roe/Harwick Herald)'],
      ['The mayor on Monday.', 'Photo: Cat Doe/AFP'],
    ],
  )
})

t.test('hard-wrapped agency copy becomes paragraphs again', async (t) => {
  const story = storyOf(`BC-Bridge,1st Ld
URGENT
Eds: Updates with quote. Reporter is at 555-0100.
ADDS background.

Harwick mends its bridge after two years of argument over its
future
By ANN POE=
Associated Press=

   HARWICK, Maine (AP) - The town of Harwick will mend its bridge, the
mayor said on Monday after a long debate that had split the council and
kept the well-
known shops on the island side half empty for two summers.
   "We fix it once," she said. "Then we leave it alone for as long as it
stands."

-30-

For editors only: 555-0199
`)
  t.equal(story.headline, 'Harwick mends its bridge after two years of argument over its future')
  t.equal(story.slugline, 'BC-Bridge,1st Ld')
  t.same(story.byline?.authors, [{ name: 'ANN POE', title: null, organization: 'Associated Press' }])
  t.equal(story.dateline?.text, 'HARWICK, Maine (AP) -')
  t.same(story.paragraphs, [
    'The town of Harwick will mend its bridge, the mayor said on Monday after a long debate that had split the council and kept the well-known shops on the island side half empty for two summers.',
    '"We fix it once," she said. "Then we leave it alone for as long as it stands."',
  ])
  t.notMatch(JSON.stringify(story), /555-/, 'nothing meant for editors is told to anyone')
  t.match(
    story.problems.map((problem) => problem.code),
    ['editor_note_removed', 'editor_note_removed', 'after_end'],
  )
})

const furniture = `Advertisement

Read more: Another story

Share this:
Facebook
WhatsApp

RELATED ARTICLES
How the bridge was built
A ferry comes home

Sign up for our newsletter and get the news in your inbox.

We use cookies to make this site better.

© 2026 Harwick Herald. All rights reserved.

Tags: bridges, Harwick`

t.test('page furniture is left out, and a note says so for each line', async (t) => {
  const story = storyOf(
    `Harwick mends its bridge\n\n${lead}\n\n${furniture}\n\n${second}\n\nLEAVE A REPLY\n\nPlease enter your comment!\nPlease enter your name here`,
  )
  t.same(story.paragraphs, [lead, second])
  t.equal(story.problems.length, 15)
  t.ok(story.problems.every(({ code, severity }) => code === 'chrome_removed' && severity === 'note'))
  t.match(story.problems.at(-3), { line: 27, message: 'Left out (comment form): LEAVE A REPLY' })
})

t.test('readers’ comments below the form are no body', async (t) => {
  const story = storyOf(
    `Harwick mends its bridge\n\n${lead}\n\nLeave a comment\n\nI never liked that bridge, to be honest.\n`,
  )
  t.same(story.paragraphs, [lead])
})

t.test('a link to the comments above the story does not end it', async (t) => {
  t.same(storyOf(`Harwick mends its bridge\n\n12 comments\n\n${lead}\n\n${second}`).paragraphs, [
    lead,
    second,
  ])
})

t.test('notes to editors and embargoes are no body, wherever they stand', async (t) => {
  const story = storyOf(
    `EMBARGOED UNTIL 0600 GMT\n\nHarwick mends its bridge\n\n${lead}\n\n(Eds: The mayor is at 555-0100.)\n\n${second}\n\nThe following information is not intended for publication\n\nAnn Poe, 555-0101`,
  )
  t.same(story.paragraphs, [lead, second])
  t.notMatch(JSON.stringify(story), /555-/)
  t.match(story.problems[0], { line: 1, code: 'embargo_notice' })
})

t.test('an agency that signs a story is not its picture', async (t) => {
  const story = storyOf(`Harwick mends its bridge\n\n${lead}\n\nThe vote was close. (AP)\n\nReuters`)
  t.same(story.paragraphs, [lead, 'The vote was close. (AP)'])
  t.same(story.media, [])
})

t.test('blanks become plain and typewriter quotes become marks', async (t) => {
  t.same(
    storyOf("Harwick mends its bridge\n\n``We fix\u00A0it  once,''\tshe\u2009said on Monday.").paragraphs,
    ['“We fix it once,” she said on Monday.'],
  )
})

t.test('a framed teleprinter file is read between its marks', async (t) => {
  const story = storyOf(
    `\u0001eca062 4 i 211 ccccb   xyz 061\r\n\u0002Harwick mends its bridge =\r\n\r\n   Harwick (dpa) - ${lead}\r\n\u0003131137 GMT Nov 13\r\n\u0004`,
  )
  t.match(story, { headline: 'Harwick mends its bridge', dateline: { agency: 'dpa' }, paragraphs: [lead] })
})

t.test('line ends, byte order marks and UTF-16 make no difference', async (t) => {
  const text = `Harwick mends its bridge\n\n${lead}\n\n${second}\n`
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le')
  const files = [
    Buffer.from(`\uFEFF${text}`),
    Buffer.from(text.replaceAll('\n', '\r\n')),
    Buffer.from(text.replaceAll('\n', '\r')),
    little,
    Buffer.from(little).swap16(),
  ]
  for (const file of files) t.same(readWireText(file).stories[0]?.paragraphs, [lead, second])
})

t.test('Windows-1252 is taken where nothing else can be meant, and the report says so', async (t) => {
  const file = Buffer.from(
    'Brücke in Müden\n\nDie Brücke wird saniert, \x93sofort\x94, sagte Frau Groß am Montag.',
    'latin1',
  )
  const [story] = readWireText(file).stories
  t.same(story?.paragraphs, ['Die Brücke wird saniert, “sofort”, sagte Frau Groß am Montag.'])
  t.match(story?.problems, [{ line: 1, code: 'encoding_assumed', severity: 'note' }])
})

t.test('every sample story is read whole', async (t) => {
  const folder = new URL('../../../examples/wire/', import.meta.url)
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt'))) {
    const { stories, problems } = readWireText(readFileSync(new URL(name, folder)))
    t.same(problems, [], name)
    t.ok((stories[0]?.paragraphs.length ?? 0) >= 9, name)
    t.notMatch(JSON.stringify(stories), /555-/, `${name}: nothing meant for editors`)
    t.notMatch(
      JSON.stringify(stories[0]?.paragraphs),
      /Photo|Foto|Tags|comment|newsletter/,
      `${name}: the body alone`,
    )
  }
})
