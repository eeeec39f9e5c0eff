import { Readable } from 'node:stream'
import t from 'tap'
import { dispatch } from '../../src/cli/dispatch.ts'
import { version } from '../../src/config.ts'
import { cli } from './cli.ts'

/** What a command writes when it is called within this process. */
async function call(words: readonly string[], env: Record<string, string> = {}) {
  const written = { stdout: '', stderr: '' }
  const code = await dispatch(words, {
    env,
    input: Readable.from([]),
    out: (line) => {
      written.stdout += `${line}\n`
    },
    err: (line) => {
      written.stderr += `${line}\n`
    },
    status: undefined,
  })
  return { code, ...written }
}

const commands = ['serve', 'migrate', 'import', 'extract', 'keys', 'openapi', 'config', 'demo']

t.test('--help lists every command with a line on each', async (t) => {
  const { code, stdout, stderr } = await call(['--help'])
  t.equal(code, 0)
  t.equal(stderr, '')
  for (const name of commands) t.match(stdout, new RegExp(`^  ${name} +\\S`, 'm'))
})

for (const name of commands) {
  t.test(`"${name} --help" says how to call it, and does nothing`, async (t) => {
    const { code, stdout, stderr } = await call([name, '--help'], { DATABASE_URL: 'nonsense://' })
    t.equal(code, 0)
    t.match(stdout, `Usage: dateline ${name}`)
    t.equal(stderr, '')
  })
}

t.test('--version is the version of the package', async (t) => {
  t.equal((await call(['--version'])).stdout, `${version}\n`)
})

const wrongCalls: [string[], RegExp][] = [
  [['frobnicate'], /^dateline: "frobnicate" is not a command; there are serve, .*demo\.\n$/],
  [['toString'], /^dateline: "toString" is not a command/],
  [
    ['import', '--pubish', 'x.txt'],
    /^dateline import: Unknown option '--pubish'\. See "dateline import --help"\.\n$/,
  ],
  [['import'], /^dateline import: Name a file or a folder, or - for standard input\. See .*\n$/],
  [
    ['import', '--format', 'docx', 'x.txt'],
    /"docx" is not a format; there are wireText, ninjs, [\w, ]+\. See /,
  ],
  [['import', '--source-id'], /argument missing/],
  [['serve', 'now'], /Unexpected argument 'now'/],
  [['keys'], /Say one of create, list, revoke\./],
  [['keys', 'constructor'], /Say one of create, list, revoke\./],
  [['keys', 'create', '--name', ' ', '--scopes', 'articles:read'], /Give the key a --name/],
  [['keys', 'create', '--name', 'desk'], /Give the key --scopes/],
  [
    ['keys', 'create', '--name', 'desk', '--scopes', 'articles:eat'],
    /"articles:eat" is not a scope; there are /,
  ],
  [['keys', 'create', '--name', 'd', '--scopes', 'articles:read', '--expires', 'soon'], /RFC 3339/],
  [
    ['keys', 'create', '--name', 'd', '--scopes', 'articles:read', '--expires', '2001-01-01T00:00:00Z'],
    /must lie in the future/,
  ],
  [['keys', 'revoke', 'all'], /Give the id of one key/],
  [['extract', 'a', 'b'], /Name one file/],
  [['extract', '--offsets', 'utf16'], /--offsets goes with --jsonl/],
  [['extract', '--jsonl', '--offsets', 'bytes'], /--offsets takes codePoints or utf16/],
]

for (const [args, message] of wrongCalls) {
  t.test(`"${args.join(' ')}" is one sentence on standard error and exit code 2`, async (t) => {
    const { code, stdout, stderr } = await call(args)
    t.equal(code, 2)
    t.equal(stdout, '')
    t.match(stderr, message)
    t.equal(stderr.trimEnd().split('\n').length, 1)
  })
}

t.test('the process ends with the code of its command, and writes where the command does', async (t) => {
  t.same(await cli(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' })
  t.match(await cli(['frobnicate']), { code: 2, stdout: '', stderr: /is not a command/ })
})

t.test('no command at all is the overview and exit code 2', async (t) => {
  const { code, stderr } = await call([])
  t.equal(code, 2)
  t.match(stderr, 'Usage: dateline <command>')
})

t.test('a setting that is wrong is named, with what would be right', async (t) => {
  const { code, stderr } = await call(['config'], { PORT: 'high', DATELINE_SITENAME: 'x' })
  t.equal(code, 1)
  t.match(stderr, 'PORT must be a whole number')
  t.match(stderr, 'DATELINE_SITENAME is not a setting')
  t.notMatch(stderr, /\n\s+at /, 'no stack')
})

t.test('config shows the settings in force, and no password', async (t) => {
  const env = { DATABASE_URL: 'postgres://desk:canary@db.example/news', PORT: '8080' }
  const { code, stdout } = await call(['config', '--json'], env)
  t.equal(code, 0)
  t.match(JSON.parse(stdout), {
    PORT: 8080,
    DATABASE_URL: 'postgres://***@db.example/news',
    PUBLIC_URL: null,
  })
  t.notMatch(stdout + (await call(['config'], env)).stdout, 'canary')
})
