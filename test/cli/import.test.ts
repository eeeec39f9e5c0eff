import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { open } from '../../src/db/index.ts'
import { slug, wireStory } from '../imports/import-story.ts'
import { eachEngine } from '../support/each-database.ts'
import { tempFolder } from '../support/temp.ts'
import { cli, startCli } from './cli.ts'

const other = wireStory.replaceAll('arbour', 'arbor').replace('Harbor bridge reopens', 'Ferry sails')

/** A folder with files in it, and an empty database. */
async function setUp(t: Test, files: Record<string, string | Buffer> = {}) {
  const folder = await tempFolder(t)
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return { folder, env: { DATABASE_URL: `file:${join(folder, 'data.db')}` } }
}

async function countArticles({ DATABASE_URL }: { DATABASE_URL: string }): Promise<number> {
  const db = await open(DATABASE_URL)
  const count = await db.read.$count(db.tables.articles)
  await db.close()
  return count
}

eachEngine('a file is imported, published and, a second time, left as it is', async (t, url) => {
  const { folder } = await setUp(t, { 'a.txt': wireStory })
  const run = () => cli(['import', '--publish', join(folder, 'a.txt')], { env: { DATABASE_URL: url } })
  const first = await run()
  t.equal(first.code, 0)
  t.match(first.stdout, new RegExp(`^created +${slug} `))
  t.match(first.stdout, /a\.txt:11: .*LEAVE A REPLY/, 'what was left out is told with its line')
  t.match(first.stdout, /1 created, 0 updated, 0 unchanged, 0 refused\.\n$/)
  t.equal(first.stderr, '', 'no progress where nobody is looking')
  t.match((await run()).stdout, new RegExp(`^unchanged ${slug} `))
})

t.test('a folder gives every .txt file in it, at any depth and in order', async (t) => {
  const { folder, env } = await setUp(t, { 'b.txt': other, 'README.md': '# Not a story\n\nAt all.' })
  await mkdir(join(folder, 'a'))
  await writeFile(join(folder, 'a', 'deep.TXT'), wireStory)
  const { code, stdout } = await cli(['import', folder, '--json'], { env })
  t.equal(code, 0)
  const { items, counts, id } = JSON.parse(stdout)
  t.same(
    items.map(({ source }: { source: string }) => source),
    [join(folder, 'a', 'deep.TXT'), join(folder, 'b.txt')],
  )
  t.match(counts, { created: 2, refused: 0 })
  t.match(id, /^[0-9a-f-]{36}$/)
})

t.test('- is standard input', async (t) => {
  const { env } = await setUp(t)
  const { code, stdout } = await cli(['import', '-'], { env, input: wireStory })
  t.equal(code, 0)
  t.match(stdout, `${slug}  (stdin)`)
})

t.test('what is refused is told with file, line and reason, and the rest is imported', async (t) => {
  const { folder, env } = await setUp(t, {
    'a.txt': wireStory,
    'binary.txt': Buffer.from([0x4d, 0x5a, 0x00, 0x01]),
    'empty.txt': '',
    'line.txt': `Head\n\n${'x'.repeat(10_000_000)}`,
    'no-headline.txt': 'Nov. 17 (UPI) — It reopened.',
    'z.txt': other,
  })
  const { code, stdout, stderr } = await cli(['import', folder, join(folder, 'missing.txt')], { env })
  t.equal(code, 1)
  t.same(
    stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(`${folder}/`, '').replace(/ .*/, '')),
    ['binary.txt:1:', 'empty.txt:1:', 'line.txt:3:', 'no-headline.txt:1:', 'missing.txt'],
  )
  t.match(stderr, 'missing.txt cannot be read: there is no such file or folder.')
  t.match(stdout, /2 created, 0 updated, 0 unchanged, 5 refused\.\n$/)
  t.equal(await countArticles(env), 2)
})

t.test(
  'a file that may not be read is told as such',
  { skip: process.getuid?.() === 0 && 'root reads everything' },
  async (t) => {
    const { folder, env } = await setUp(t, { 'a.txt': wireStory })
    await chmod(join(folder, 'a.txt'), 0)
    const { code, stderr } = await cli(['import', join(folder, 'a.txt')], { env })
    t.equal(code, 1)
    t.match(stderr, 'a.txt cannot be read: permission is denied.')
  },
)

t.test('a file beyond 10 MB is refused before it is all read', async (t) => {
  const { env } = await setUp(t)
  const { code, stderr } = await cli(['import', '/dev/zero'], { env })
  t.equal(code, 1)
  t.match(stderr, '/dev/zero is larger than 10485760 bytes.')
})

t.test('a reader who closes the pipe stops the report, not the import', async (t) => {
  const { folder, env } = await setUp(t, { 'a.txt': wireStory, 'b.txt': other })
  const child = startCli(['import', folder], { env })
  child.stdout?.destroy()
  await once(child, 'close')
  t.equal(child.exitCode, 0)
  t.equal(await countArticles(env), 2)
})

t.test('--json reports refusals too, on standard output alone a report', async (t) => {
  const { env } = await setUp(t)
  const { code, stdout, stderr } = await cli(['import', '--json', '-'], { env, input: '' })
  t.equal(code, 1)
  t.match(JSON.parse(stdout), {
    format: 'wireText',
    dryRun: false,
    counts: { created: 0, updated: 0, unchanged: 0, refused: 1 },
    items: [
      { source: 'stdin', action: 'refused', articleId: null, problems: [{ line: 1, code: 'empty_file' }] },
    ],
  })
  t.match(stderr, 'stdin:1: The file is empty.')
})

t.test('--dry-run stores nothing', async (t) => {
  const { folder, env } = await setUp(t, { 'a.txt': wireStory })
  const { code, stdout } = await cli(['import', '--dry-run', '--publish', join(folder, 'a.txt')], { env })
  t.equal(code, 0)
  t.match(stdout, 'Nothing was stored; an import would give 1 created')
  t.equal(await countArticles(env), 0)
})

t.test('--source-id makes a story with another headline the same article', async (t) => {
  const { folder, env } = await setUp(t, { 'a.txt': wireStory, 'b.txt': other })
  const run = (file: string) => cli(['import', '--source-id', 'upi-1', '--json', join(folder, file)], { env })
  const [first] = JSON.parse((await run('a.txt')).stdout).items
  const [second] = JSON.parse((await run('b.txt')).stdout).items
  t.match(second, { action: 'updated', articleId: first.articleId })
  t.equal(await countArticles(env), 1)
})

t.test('--source-id with several files is a wrong call, and nothing is imported', async (t) => {
  const { folder, env } = await setUp(t, { 'a.txt': wireStory, 'b.txt': other })
  const { code, stderr } = await cli(['import', '--source-id', 'upi-1', folder], { env })
  t.equal(code, 2)
  t.match(stderr, '--source-id names one story; there are 2 files.')
})

t.test('a folder without a story is an error in one sentence', async (t) => {
  const { folder, env } = await setUp(t)
  const { code, stderr } = await cli(['import', folder], { env })
  t.equal(code, 1)
  t.equal(stderr, `dateline import: There is no .txt file in ${folder}.\n`)
})

t.test('a database that cannot be opened is an error in one sentence', async (t) => {
  const { folder } = await setUp(t, {
    'a.txt': wireStory,
    'not.db': 'This is no database at all, it is text.'.repeat(9),
  })
  const env = { DATABASE_URL: `file:${join(folder, 'not.db')}` }
  const { code, stderr } = await cli(['import', join(folder, 'a.txt')], { env })
  t.equal(code, 1)
  t.match(stderr, /^dateline import: The file ".*not\.db" is not a SQLite database\.\n$/)
})
