import t from 'tap'
import { parseByline } from '../../src/extraction/byline.ts'

const authorsOf = (line: string) =>
  parseByline(line)?.authors.map(({ name, title, organization }) => [name, title, organization])

t.test('a byline gives its authors with title and organization', async (t) => {
  const lines: [string, (string | null)[][]][] = [
    ['By BERNADETTE CORWIN, AP Business Writer', [['BERNADETTE CORWIN', 'Business Writer', 'AP']]],
    ['Von Anna von der Aue, dpa', [['Anna von der Aue', null, 'dpa']]],
    ['Par Ann Poe (AFP)', [['Ann Poe', null, 'AFP']]],
    ['Por María José Poe, EFE', [['María José Poe', null, 'EFE']]],
    ['Text: Ann Poe', [['Ann Poe', null, null]]],
    ['By Ann Poe Staff Writer', [['Ann Poe', 'Staff Writer', null]]],
    ['By ANN POE Associated Press', [['ANN POE', null, 'Associated Press']]],
    ['By Ann Poe, editor of the Harwick Herald', [['Ann Poe', 'editor', 'the Harwick Herald']]],
    [
      'By Ann Poe, Chief Political Correspondent, The Times',
      [['Ann Poe', 'Chief Political Correspondent', 'The Times']],
    ],
    ['By Ann Poe, special to The Herald', [['Ann Poe', null, 'The Herald']]],
    ['By Ann Poe | Harwick Herald', [['Ann Poe', null, 'Harwick Herald']]],
    ['By Robert Doe, Jr.', [['Robert Doe Jr.', null, null]]],
    ['By The Associated Press', [['The Associated Press', null, null]]],
  ]
  for (const [line, authors] of lines) t.same(authorsOf(line), authors, line)
})

t.test('several authors share what follows the last of them', async (t) => {
  t.same(authorsOf('By ANN POE and BEA D’ARLE'), [
    ['ANN POE', null, null],
    ['BEA D’ARLE', null, null],
  ])
  t.same(authorsOf('By Ann Poe, Bea Roe and Carl Doe, Reuters'), [
    ['Ann Poe', null, 'Reuters'],
    ['Bea Roe', null, 'Reuters'],
    ['Carl Doe', null, 'Reuters'],
  ])
  t.same(authorsOf('By Ann Poe, Reuters, and Bea Roe, AFP'), [
    ['Ann Poe', null, 'Reuters'],
    ['Bea Roe', null, 'AFP'],
  ])
})

t.test('the line is kept verbatim, without the marks of the wire', async (t) => {
  t.equal(parseByline('  By Helen Poe, dpa  =')?.text, 'By Helen Poe, dpa')
  t.equal(parseByline('By Ann Poe | Updated 9:30 a.m.')?.text, 'By Ann Poe | Updated 9:30 a.m.')
})

t.test('addresses, places of filing and times are no authors', async (t) => {
  for (const line of [
    'By Ann Poe ann.poe@example.com',
    'By Ann Poe, @annpoe, Updated 9:30 a.m.',
    'By Ann Poe | March 3, 2020',
    'By Ann Poe in London',
  ])
    t.same(authorsOf(line), [['Ann Poe', null, null]], line)
})

t.test('a sentence that opens like a byline is none', async (t) => {
  for (const line of [
    'By Friday, officials said the ferries would run',
    'By Monday Morning',
    'By 2020',
    'By the time the ferries stopped, it was dark',
    'By Mayor Ann Poe’s account, the town was broke',
    'Von den Kosten ist noch nicht die Rede',
    'Par exemple, la mairie',
    'Ann Poe',
    'Photo by Ann Poe/AFP',
    'By ',
    '',
  ])
    t.equal(parseByline(line), undefined, line)
})

t.test('a hostile megabyte is refused by its length', async (t) => {
  for (const unit of ['By Ann Poe, ', 'By ', ' and ', ', '])
    t.equal(parseByline(`By ${unit.repeat(1_000_000 / unit.length)}`), undefined)
})
