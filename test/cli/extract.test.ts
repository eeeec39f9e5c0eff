import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { wireStory } from '../imports/import-story.ts'
import { tempFolder } from '../support/temp.ts'
import { cli } from './cli.ts'

const text = '🌉 “We can breathe again,” Mayor Ingrid Solheim said. She said the toll would stay.'
const lines = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

t.test('extract prints what a text says, from standard input or a file', async (t) => {
  const file = join(await tempFolder(t), 'story.txt')
  await writeFile(file, wireStory)
  for (const outcome of [await cli(['extract'], { input: wireStory }), await cli(['extract', file])]) {
    t.equal(outcome.code, 0)
    t.match(JSON.parse(outcome.stdout), {
      headline: 'Harbour bridge reopens after nine months',
      credits: [{ creators: ['Delia Marchetti'] }],
      quotes: [{ speaker: { name: 'Ingrid Solheim' } }],
    })
  }
})

t.test('extract refuses what is no text in one sentence', async (t) => {
  const { code, stderr } = await cli(['extract', '-'], { input: Buffer.from([0, 1, 2]) })
  t.equal(code, 1)
  t.match(stderr, /^dateline extract: Line 1 holds the control character U\+0000.*\n$/)
  t.match((await cli(['extract', '/nowhere.txt'])).stderr, 'there is no such file or folder')
})

t.test('--jsonl gives a line for each line, with places in the text as it stands', async (t) => {
  const input = `${JSON.stringify({ id: 'a', text })}\n\n${JSON.stringify({ id: 7, text: 'Nobody speaks.' })}\n`
  const { code, stdout } = await cli(['extract', '--jsonl', '--offsets', 'utf16'], { input })
  t.equal(code, 0)
  const [first, second, ...more] = lines(stdout)
  t.same(second, { id: 7, quotes: [] })
  t.same(more, [])
  t.same(Object.keys(first.quotes[0]), ['start', 'end', 'speaker', 'cue'])
  const [{ start, end, speaker, cue }] = first.quotes
  t.equal(text.slice(start, end), 'We can breathe again,')
  t.same([first.id, first.quotes.length, speaker, cue], ['a', 1, 'Ingrid Solheim', 'said'])
})

t.test('--jsonl counts code points unless it is told otherwise', async (t) => {
  const { stdout } = await cli(['extract', '--jsonl'], { input: JSON.stringify({ id: 'a', text }) })
  const [{ start, end }] = lines(stdout)[0].quotes
  t.equal([...text].slice(start, end).join(''), 'We can breathe again,')
})

t.test('--jsonl tells of a line it cannot read, and goes on', async (t) => {
  const input = `{"id": 1}\nnot json\n${JSON.stringify({ id: 'a', text })}\n`
  const { code, stdout, stderr } = await cli(['extract', '--jsonl', '-'], { input })
  t.equal(code, 1)
  t.match(stderr, /^stdin:1: .*\nstdin:2: The line is not a JSON object with "id" and "text"\.\n$/)
  t.equal(lines(stdout).length, 1)
})

t.test('--jsonl of a file that is not there is an error in one sentence', async (t) => {
  const { code, stderr } = await cli(['extract', '--jsonl', '/nowhere.jsonl'])
  t.equal(code, 1)
  t.match(stderr, /^dateline extract: \/nowhere\.jsonl cannot be read: there is no such file or folder\.\n$/)
})
