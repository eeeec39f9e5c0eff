import t from 'tap'
import { type ExtractedQuote, extractQuotes } from '../../src/extraction/quotes.ts'

const spoken = (text: string): ExtractedQuote[] =>
  extractQuotes(text).filter(({ kind }) => kind !== 'indirect')
const speakers = (text: string): (string | null)[] => spoken(text).map(({ speaker }) => speaker?.name ?? null)
const texts = (text: string): string[] => spoken(text).map((quote) => quote.text)

t.test('a finding’s text is the slice between its offsets', async (t) => {
  const text = 'Mayor Ada Holm spoke.\n\n“The bridge — all of it — is safe 🌉,” Holm said.'
  const [quote] = spoken(text)
  t.equal(quote?.text, '“The bridge — all of it — is safe 🌉,”'.slice(1, -1))
  t.equal(text.slice(quote?.start, quote?.end), quote?.text)
})

t.test('the speaker has the fullest name the article gives, before or after', async (t) => {
  t.strictSame(speakers('“We will open in May,” Holm said.\n\nAda Holm has been mayor since 2010.'), [
    'Ada Holm',
  ])
})

t.test('names and titles may come from the headline and the caption', async (t) => {
  const before = ['Port reopens', 'Norwegian transport ministry spokesman Arne Dahl speaks on Friday.']
  const text = '“The port is open,” Dahl said.'
  const [quote, ...others] = extractQuotes(text, { before })
  t.match(quote, { start: 1, end: 18, speaker: { name: 'Arne Dahl', title: 'transport ministry spokesman' } })
  t.equal(quote?.speaker?.organization, 'Norwegian transport ministry')
  t.strictSame(others, [])
})

t.test('what stands before the body is not reported', async (t) => {
  t.strictSame(extractQuotes('Nothing was said.', { before: ['“We are open,” Ada Holm said.'] }), [])
})

t.test('an inverted cue names its speaker', async (t) => {
  t.strictSame(speakers('“It is too late to turn back now,” said Ada Holm.'), ['Ada Holm'])
})

t.test('an apposition between subject and verb is no speaker', async (t) => {
  const text = '“It is too late,” Ada Holm, a farmer from Bergen who owns two boats, told the court.'
  t.strictSame(speakers(text), ['Ada Holm'])
})

t.test('coordinated verbs share their subject', async (t) => {
  t.strictSame(speakers('Ada Holm thought for a moment and said, “It is too late to turn back.”'), [
    'Ada Holm',
  ])
})

t.test('of two verbs of speech the outer one speaks', async (t) => {
  t.strictSame(speakers('Ada Holm said the council hopes to be “open for everyone again.”'), ['Ada Holm'])
})

t.test('a parenthetical cue speaks for the whole sentence', async (t) => {
  t.strictSame(speakers('The bridge, Holm said, is “as safe as houses” again.'), ['Holm'])
})

t.test('according to hands over the words', async (t) => {
  t.strictSame(speakers('According to Ada Holm, the bridge is “as safe as houses” again.'), ['Ada Holm'])
})

t.test('a pronoun stands for the last person of its gender who spoke', async (t) => {
  const text =
    'Ada Holm met Peter Lund at the harbour on Monday. Holm praised the new pier.\n\n“It will outlive us all,” she said. “It is that good.”'
  t.strictSame(speakers(text), ['Ada Holm', 'Ada Holm'])
})

t.test('a pronoun without anyone to stand for is no speaker', async (t) => {
  const [quote] = spoken('“Some people say otherwise,” he conceded.')
  t.equal(quote?.speaker, null)
  t.equal(quote?.cue, 'conceded')
})

t.test('a family that shares a surname is told apart by courtesy titles', async (t) => {
  const text =
    'Ada Holm and Peter Holm run the inn.\n\n“We open early,” Mr. Holm said.\n\n“I cook,” Mrs. Holm said.'
  t.strictSame(speakers(text), ['Peter Holm', 'Ada Holm'])
})

t.test('a surname-first name is found by its first word', async (t) => {
  const text = 'The envoy Park Ji-woo arrived on Monday.\n\n“The talks went well,” Park said.'
  t.strictSame(speakers(text), ['Park Ji-woo'])
})

t.test('a surname that is a common word is still a name', async (t) => {
  const text =
    'Kelly Early runs a small shop. She opened it early.\n\nEarly said the street is “no place for cars.”'
  t.strictSame(speakers(text), ['Kelly Early'])
})

t.test('a description is a speaker as it is written', async (t) => {
  const [quote] = spoken('“We are looking into it,” said a spokesman for the harbour office.')
  t.match(quote?.speaker, { name: 'a spokesman for the harbour office', kind: 'unknown', title: null })
})

t.test('an abbreviation’s dot does not end the sentence', async (t) => {
  t.strictSame(speakers('Sen. Ada R. Holm (D-Md.) said in St. Paul that the plan is “dead on arrival.”'), [
    'Ada R. Holm',
  ])
})

t.test('a floating paragraph goes on with the speaker before it', async (t) => {
  const text =
    '“The first point stands,” Ada Holm said.\n\n“The second one stands as well, and so does the third.”'
  t.strictSame(speakers(text), ['Ada Holm', 'Ada Holm'])
})

t.test('speech over several paragraphs is one finding a paragraph', async (t) => {
  const text = 'Ada Holm said: “This is the first paragraph.\n\n“This is the second paragraph.”'
  t.strictSame(texts(text), ['This is the first paragraph.', 'This is the second paragraph.'])
  t.strictSame(speakers(text), ['Ada Holm', 'Ada Holm'])
})

t.test('an unclosed mark quotes nothing', async (t) => {
  t.strictSame(texts('“We are open,” Holm said, “and we will stay open.'), ['We are open,'])
})

t.test('marks inside a quotation belong to it', async (t) => {
  t.strictSame(texts('“They called it “the end” of it all,” Holm said.'), [
    'They called it “the end” of it all,',
  ])
})

t.test('a wrong-way mark closes where it must', async (t) => {
  t.strictSame(texts('“We are open now,“ Holm said.'), ['We are open now,'])
})

t.test('guillemets, low marks and corner brackets are spans', async (t) => {
  t.strictSame(
    texts('« Nous sommes ouverts », a dit Holm.'),
    ['Nous sommes ouverts'].map((s) => ` ${s} `),
  )
  t.strictSame(texts('„Wir haben wieder offen“, sagte Holm.'), ['Wir haben wieder offen'])
})

t.test('a transcript’s label is its speaker', async (t) => {
  const text = 'Ada Holm was on the morning show.\n\n"HOST: Are you open again?\n\n"HOLM: We open on Monday.'
  t.strictSame(speakers(text), ['HOST', 'Ada Holm'])
})

t.test('a title, a slogan and a scare quote are no speech', async (t) => {
  t.strictSame(texts('Ada Holm was a guest on “Good Morning Bergen” on Friday.'), [])
  t.strictSame(texts('The “right to roam” law is old.'), [])
  t.strictSame(texts('<img alt="We said it was open">'), [])
})

t.test('the outlet a quotation came through is its via', async (t) => {
  const via = (text: string) => spoken(text)[0]?.via
  t.strictSame(via('“The port is open,” Holm said, according to Nordpress.'), {
    name: 'Nordpress',
    text: 'according to Nordpress',
  })
  t.match(via('“The port is open,” Holm told Radio News.'), { name: 'Radio News' })
  t.match(via('“The port is open,” Holm said in a statement.'), { name: 'statement', text: 'in a statement' })
  t.equal(via('“The port is open,” Holm said on Monday.'), null)
})

t.test('a full quotation is direct and a part of one is mixed', async (t) => {
  const kinds = (text: string) => spoken(text).map(({ kind }) => kind)
  t.strictSame(kinds('“The port is open,” Holm said.'), ['direct'])
  t.strictSame(kinds('Holm said the port is “open for good” again.'), ['mixed'])
})

t.test('indirect speech is what follows the cue, or stands before it', async (t) => {
  const indirect = (text: string) =>
    extractQuotes(text).map(({ text: said, speaker }) => [said, speaker?.name])
  t.strictSame(indirect('Ada Holm said on Friday that the port is open again.'), [
    ['the port is open again', 'Ada Holm'],
  ])
  t.strictSame(indirect('The port could be open by May, Ada Holm had claimed.'), [
    ['The port could be open by May', 'Ada Holm'],
  ])
  t.strictSame(indirect('The port opened in May.'), [])
})

t.test('confidence is lower for a pronoun than for a name, and lowest without a speaker', async (t) => {
  const confidence = (text: string): number => spoken(text).at(-1)?.confidence ?? Number.NaN
  const named = confidence('“The port is open again,” Ada Holm said.')
  const pronoun = confidence('Ada Holm came.\n\n“The port is open again,” she said.')
  const none = confidence('“The port is open again,” she said.')
  t.ok(named > pronoun)
  t.ok(pronoun > none)
})

t.test('an article without marks or cues has no findings', async (t) => {
  t.strictSame(extractQuotes(''), [])
  t.strictSame(extractQuotes('The port opened.\n\nIt rained.'), [])
})
