import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { open } from '../../src/db/index.ts'
import { projectRoot } from '../support/sources.ts'
import { tempFolder } from '../support/temp.ts'

type Operation = {
  operationId: string
  summary: string
  tags: string[]
  parameters?: {
    $ref?: string
    in?: string
    name?: string
    explode?: boolean
    schema?: { type: string }
    example?: unknown
  }[]
  responses: Record<string, { $ref?: string }>
}

t.test('the contract', async (t) => {
  const db = await open(`file:${join(await tempFolder(t), 'dateline.db')}`)
  const app = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent' }), db })
  t.teardown(async () => {
    await app.close()
    await db.close()
  })
  const served = (await app.inject({ url: '/openapi.json' })).json()
  const operations: Operation[] = Object.values(served.paths).flatMap((path) =>
    Object.values(path as Record<string, Operation>),
  )

  t.test(
    'in openapi/openapi.json is what the server serves: run `npm run openapi` after a change',
    async (t) => {
      t.same(JSON.parse(readFileSync(join(projectRoot, 'openapi/openapi.json'), 'utf8')), served)
    },
  )

  t.test('names every operation once, with a summary and a tag that is described', async (t) => {
    const ids = operations.map(({ operationId }) => operationId)
    t.ok(ids.length > 20, `${ids.length} operations`)
    t.equal(new Set(ids).size, ids.length)
    t.ok(operations.every(({ summary, tags }) => summary.length > 0 && tags.length === 1))
    const described = served.tags.map(({ name }: { name: string }) => name)
    t.same(
      operations.flatMap(({ tags }) => tags).filter((tag) => !described.includes(tag)),
      [],
    )
  })

  t.test('gives every error the schema Problem, by name', async (t) => {
    for (const { operationId, responses } of operations) {
      for (const [status, { $ref = '' }] of Object.entries(responses)) {
        if (Number(status) < 400) continue
        const { content } = served.components.responses[$ref.split('/').at(-1) ?? ''] ?? {}
        t.same(
          content?.['application/problem+json']?.schema,
          { $ref: '#/components/schemas/Problem' },
          `${operationId} ${status}`,
        )
      }
    }
  })

  t.test('names its components, and refers to none that is not there', async (t) => {
    const names = Object.keys(served.components.schemas)
    for (const name of ['Article', 'MediaCredit', 'Quote', 'Comment', 'Problem'])
      t.ok(names.includes(name), name)
    t.notOk(names.some((name) => /^(?:def-|Schema)\d/.test(name)))
    const referred = [...JSON.stringify(served).matchAll(/#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    )
    t.same(
      referred.filter((name) => name !== undefined && !names.includes(name)),
      [],
    )
    t.equal(served.openapi, '3.1.0')
    t.ok(served.components.securitySchemes.key)
  })

  t.test('says of every list in a query that it is one parameter with commas', async (t) => {
    const lists = operations
      .flatMap(({ parameters = [] }) => parameters)
      .filter((parameter) => parameter.in === 'query' && parameter.schema?.type === 'array')
    t.ok(lists.length > 5)
    t.ok(lists.every(({ explode }) => explode === false))
  })

  t.test('tells by which word a shape is chosen', async (t) => {
    t.equal(
      served.components.schemas.Block.discriminator.mapping.paragraph,
      '#/components/schemas/ParagraphBlock',
    )
  })

  t.test('describes every parameter, every answer, every schema and every property', async (t) => {
    const { parameters, headers, responses, schemas } = served.components
    for (const [name, part] of Object.entries<Described>({
      ...parameters,
      ...headers,
      ...responses,
      ...schemas,
    }))
      t.ok(isDescribed(part), name)
    for (const operation of operations) {
      const parts: Described[] = [...(operation.parameters ?? []), ...Object.values(operation.responses)]
      t.ok(parts.every(isDescribed), operation.operationId)
    }
    t.same(
      Object.entries<Described>(schemas).flatMap(([name, schema]) => undescribed(schema, name)),
      [],
    )
  })

  t.test('has a webhook for every type of change, with what will be sent', async (t) => {
    t.same(Object.keys(served.webhooks), served.components.schemas.Change.properties.type.enum)
    for (const { post } of Object.values<{ post: { requestBody: unknown } }>(served.webhooks)) {
      t.match(post.requestBody, {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/WebhookEvent' } } },
      })
    }
  })

  t.test('is made of schemas that are valid JSON Schema 2020-12', async (t) => {
    const ajv = new Ajv2020({ strict: false })
    for (const [name, schema] of Object.entries(served.components.schemas)) {
      t.ok(ajv.validateSchema(schema as object), `${name}: ${ajv.errorsText(ajv.errors)}`)
    }
  })

  t.test('shows for every pattern of a request a value that fits, which its refusal names', async (t) => {
    const patterns: { pattern: string; examples?: unknown[] }[] = []
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if ('pattern' in value && typeof value.pattern === 'string') patterns.push(value as never)
      for (const part of Object.values(value)) collect(part)
    }
    collect(served.components.schemas)
    // The document gives a parameter's example beside its schema.
    for (const { parameters = [] } of operations)
      for (const { schema, example } of parameters) collect({ ...schema, examples: [example] })
    t.ok(patterns.length > 5, `${patterns.length} patterns`)
    for (const { pattern, examples = [] } of patterns)
      t.match(String(examples[0]), new RegExp(pattern, 'u'), pattern)
    const refused = await app.inject({ url: '/v1/changes?since=first' })
    t.equal(refused.json().detail, '"since" has the wrong form; 1042 would be right.')
  })

  t.test('does not depend on the configuration, save the servers', async (t) => {
    const other = await buildApp({
      config: readConfig({
        PUBLIC_URL: 'https://news.example',
        DATELINE_SITE_NAME: 'Other',
        LOG_LEVEL: 'silent',
      }),
      db,
    })
    t.teardown(() => other.close())
    const document = (await other.inject({ url: '/openapi.json' })).json()
    t.same({ ...document, servers: [] }, { ...served, servers: [] })
  })

  t.test('can be read at /docs without anything from outside', async (t) => {
    const page = await app.inject({ url: '/docs/' })
    t.equal(page.statusCode, 200)
    t.notMatch(page.body, /(?:src|href)="(?:https?:)?\/\//)
    t.match(page.headers['content-security-policy'], /default-src 'self'/)
  })
})

interface Described {
  $ref?: string
  description?: string
  type?: unknown
  properties?: Record<string, Described>
  items?: Described
  anyOf?: Described[]
}

/** A reference is described where it leads. */
const isDescribed = ({ $ref, description, anyOf = [] }: Described): boolean =>
  $ref !== undefined || (description ?? '').length > 2 || anyOf.some((one) => one.$ref !== undefined)

/** Paths of the properties that nobody has described. */
function undescribed({ properties = {}, items }: Described, path: string): string[] {
  const below = Object.entries(properties).flatMap(([name, property]) => [
    ...(isDescribed(property) ? [] : [`${path}.${name}`]),
    ...undescribed(property, `${path}.${name}`),
  ])
  return items === undefined ? below : [...below, ...undescribed(items, `${path}[]`)]
}
