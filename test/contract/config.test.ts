import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readConfig, showConfig, variables } from '../../src/config.ts'
import { projectRoot } from '../support/sources.ts'

t.test('an empty environment is a complete configuration', async (t) => {
  t.match(readConfig({}), {
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: 'file:./data/dateline.db',
    logLevel: 'info',
  })
  t.equal(readConfig({}).publicUrl, undefined)
})

t.test('every variable that is wrong is named at once, with what would be right', async (t) => {
  const env = {
    PORT: '80 ',
    LOG_LEVEL: 'loud',
    PUBLIC_URL: 'news.example',
    DATELINE_SITENAME: 'x',
    DATABASE_URL: 'mysql://x/y',
  }
  t.throws(() => readConfig(env), {
    message:
      /DATELINE_SITENAME is not a setting[\s\S]*PORT must be a whole number[\s\S]*DATABASE_URL must be[\s\S]*PUBLIC_URL must be[\s\S]*LOG_LEVEL must be one of/,
  })
})

t.test('an address template names the story in it', async (t) => {
  t.throws(() => readConfig({ DATELINE_ARTICLE_URL: 'https://site.example/news' }), {
    message: /\{slug\} or \{id\}/,
  })
})

t.test('names of other programs and of test runs are left alone', async (t) => {
  t.ok(readConfig({ PATH: '/bin', DATELINE_TEST_POSTGRES_URL: 'postgres://x' }))
})

t.test('a configuration is shown without the password of its database', async (t) => {
  const shown = showConfig(readConfig({ DATABASE_URL: 'postgres://editor:canary@db.example/news' }))
  t.equal(shown.find(({ variable }) => variable === 'DATABASE_URL')?.value, 'postgres://***@db.example/news')
  t.notMatch(JSON.stringify(shown), 'canary')
})

t.test('the README lists every variable with its default', async (t) => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
  for (const { name, default: value } of Object.values(variables)) {
    t.ok(
      readme.includes(
        `| \`${name}\` | ${value === undefined || value === '' ? '' : `\`${value}\``}`.trimEnd(),
      ),
      name,
    )
  }
})
