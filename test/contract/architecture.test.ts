import t from 'tap'
import { codeLines, type Source, sourcesIn } from '../support/sources.ts'

const sources = sourcesIn('src')

/** How high each room stands; a file imports from its own room and from lower ones. */
const levels: Record<string, number> = {
  main: 8,
  cli: 7,
  app: 6,
  'due-work': 6,
  stores: 5,
  checks: 4,
  syndication: 4,
  imports: 4,
  exports: 4,
  follow: 4,
  webhooks: 4,
  extractions: 4,
  quotes: 3,
  comments: 3,
  changes: 3,
  'media-credits': 3,
  taxonomies: 3,
  articles: 2,
  streams: 2,
  auth: 2,
  idempotency: 2,
  db: 1,
  http: 1,
  formats: 1,
  errors: 0,
  config: 0,
  ids: 0,
  text: 0,
  extraction: 0,
}

const roomOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? ''
const own = (source: Source): string[] => source.imports.filter((target) => target.startsWith('src/'))
const violations = (rule: (source: Source) => string[]): string[] =>
  sources.flatMap((source) => rule(source).map((what) => `${source.path}: ${what}`))

t.test('every room has a level', async (t) => {
  t.same(
    [...new Set(sources.map(({ path }) => roomOf(path)))].filter((room) => levels[room] === undefined),
    [],
  )
  t.ok(sources.length > 50, 'the sources were found')
})

t.test('imports only ever point downward', async (t) => {
  const upward = violations((source) => {
    const room = roomOf(source.path)
    return (
      own(source)
        .filter((target) => roomOf(target) !== room)
        .filter((target) => (levels[roomOf(target)] ?? 9) >= (levels[room] ?? 0))
        // Which names the lowest floor may say to each other: the words of the text library, and errors.
        .filter((target) => !(levels[room] === 0 && ['text', 'errors', 'ids'].includes(roomOf(target))))
        .filter((target) => !(target === 'src/auth/guard.ts' && source.path.endsWith('/routes.ts')))
    )
  })
  t.same(upward, [])
})

t.test('higher slices use the store and the schema of articles, never its routes', async (t) => {
  t.same(
    violations((source) =>
      own(source).filter((target) => target.endsWith('/routes.ts') && source.path !== 'src/app.ts'),
    ),
    [],
  )
})

t.test('no two files import each other, however many lie between', async (t) => {
  const graph = new Map(sources.map((source) => [source.path, own(source)]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    else if (!done.has(path)) {
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
      done.add(path)
    }
  }
  for (const path of graph.keys()) visit(path, [])
  t.same(cycles, [])
})

const rooms: Record<string, (path: string) => boolean> = {
  // A store that has outgrown one file is several, each named for what it does; the published view is one condition.
  'drizzle-orm': (path) =>
    /^src\/db\/|\/(?:[a-z-]+-)?store\.ts$/.test(path) || path === 'src/articles/published.ts',
  'better-sqlite3': (path) => path.startsWith('src/db/'),
  pg: (path) => path.startsWith('src/db/'),
  fastify: (path) =>
    path.startsWith('src/http/') ||
    ['src/app.ts', 'src/cli/serve.ts', 'src/auth/guard.ts', 'src/idempotency/replay.ts'].includes(path) ||
    path.endsWith('/routes.ts'),
}

for (const [name, isAllowed] of Object.entries(rooms)) {
  t.test(`${name} is imported only where it belongs`, async (t) => {
    const users = sources.filter((source) => source.imports.includes(name))
    t.ok(users.length > 0, `something uses ${name}`)
    t.same(
      users.filter(({ path }) => !isAllowed(path)).map(({ path }) => path),
      [],
    )
  })
}

t.test('only the configuration reads the environment, and only the entry ends the process', async (t) => {
  t.same(
    violations(({ path, text }) =>
      path !== 'src/config.ts' && text.includes('process.env') ? ['process.env'] : [],
    ),
    [],
  )
  t.same(
    violations(({ path, text }) =>
      path !== 'src/main.ts' && text.includes('process.exit(') ? ['process.exit'] : [],
    ),
    [],
  )
})

t.test('no code outside the database folder asks which engine it runs on', async (t) => {
  const asks = /\.engine\b|dialect\s*===/
  t.same(
    violations(({ path, text }) =>
      !path.startsWith('src/db/') && asks.test(text) ? ['asks for the engine'] : [],
    ),
    [],
  )
})

t.test('no file has more than 400 lines of code', async (t) => {
  const all = [...sources, ...sourcesIn('test'), ...sourcesIn('bench')]
  t.same(
    all.filter(({ text }) => codeLines(text) > 400).map(({ path, text }) => `${path}: ${codeLines(text)}`),
    [],
  )
})

t.test('the type system is never switched off', async (t) => {
  const off = /:\s*any\b|\bas any\b|<any>|@ts-(?:ignore|expect-error|nocheck)/
  t.same(
    violations(({ text }) =>
      text
        .split('\n')
        .filter((line) => off.test(line) && !/^\s*(?:\/\/|\*)/.test(line))
        .map((line) => line.trim()),
    ),
    [],
  )
})

t.test('files are named in kebab-case, for what they hold', async (t) => {
  const vague = /\/(?:utils?|helpers?|common|types|misc)\.ts$/
  t.same(
    sources.filter(({ path }) => vague.test(path) || /[A-Z_]/.test(path)).map(({ path }) => path),
    [],
  )
})
