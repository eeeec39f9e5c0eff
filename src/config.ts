// The only reader of the environment. One table names every variable, its default and what it means; a `DATELINE_…`
// name that is not in it is refused, because a misspelt setting is one that silently does nothing.

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

/** The version of this server, from its package. */
export const version: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

export interface Config {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  /** Undefined: links come from the address the server listens on. */
  readonly publicUrl: string | undefined
  readonly logLevel: LogLevel
  readonly siteName: string
  readonly publisher: string
  readonly language: string
  /** A template with `{slug}` or `{id}`; undefined: an article's page is its API address. */
  readonly articleUrl: string | undefined
  readonly rateLimit: 'on' | 'off'
  /** Networks in CIDR form that may say X-Forwarded-For. */
  readonly trustedProxies: readonly string[]
  /** Undefined: comments are shown to no spam service. */
  readonly akismetKey: string | undefined
  readonly akismetUrl: string
  /** Days. */
  readonly changesKept: number
  /** Whether webhooks may lead inside, and by plain http. */
  readonly webhookAllowPrivate: 'on' | 'off'
  /** WebSub hubs that are told of new stories; none unless configured. */
  readonly websubHubs: readonly string[]
  /** Listeners to streams of events at once. */
  readonly streams: number
  /** Bytes. */
  readonly bodyLimit: number
  /** Bytes; 0 keeps no answers. */
  readonly responseCache: number
  /** Milliseconds. */
  readonly requestTimeout: number
  /** Milliseconds. */
  readonly shutdownTimeout: number
}

/** A setting the server cannot start with; the message names the variable and what would be right. */
export interface ConfigProblem {
  variable: string
  message: string
}

interface Variable {
  name: string
  help: string
  default: string | undefined
  /** Refuses by throwing a sentence that goes on from the variable's name. */
  read: (value: string) => unknown
  secret?: (value: string) => string
}

const refuse = (message: string): never => {
  throw new Error(message)
}

const wholeNumber = (min: number, max: number) => (value: string) => {
  const number = /^(?:0|[1-9]\d{0,9})$/.test(value) ? Number(value) : Number.NaN
  return number >= min && number <= max ? number : refuse(`must be a whole number from ${min} to ${max}`)
}

const text = (value: string) => value

const oneOf = (values: readonly string[]) => (value: string) =>
  values.includes(value) ? value : refuse(`must be one of: ${values.join(', ')}`)

const onOrOff = (value: string) => {
  if (['on', 'true', '1'].includes(value)) return 'on'
  return ['off', 'false', '0'].includes(value) ? 'off' : refuse('must be on or off')
}

const isWebUrl = (value: string) => /^https?:\/\/[^/?#]+/.test(value) && URL.canParse(value)

const webUrl = (value: string) =>
  isWebUrl(value) ? value.replace(/\/$/, '') : refuse('must be an absolute http or https URL')

const webUrls = (value: string) =>
  value
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
    .map((url) => (isWebUrl(url) ? url : refuse('must be absolute http or https URLs, separated by commas')))

const pageTemplate = (value: string) => {
  const names = value.match(/\{(?:slug|id)\}/g) ?? []
  const isTemplate = names.length > 0 && isWebUrl(value.replaceAll(/\{(?:slug|id)\}/g, 'x'))
  return isTemplate ? value : refuse('must be an http or https URL with {slug} or {id} in it')
}

const databaseUrl = (value: string) => {
  if (value.startsWith('file:') || /^postgres(?:ql)?:\/\//.test(value) || !value.includes('://')) return value
  return refuse('must be file:<path> or postgres://…')
}

const hideCredentials = (value: string) => value.replace(/^(\w+:\/\/)[^@/]*@/, '$1***@')

const host = (value: string) =>
  isIP(value) !== 0 || /^[A-Za-z0-9.-]+$/.test(value) ? value : refuse('must be an address or a host name')

const networks = (value: string) =>
  value
    .split(',')
    .map((network) => network.trim())
    .filter((network) => network !== '')
    .map((network) => {
      const [address = '', bits = isIP(address) === 4 ? '32' : '128'] = network.split('/')
      const longest = isIP(address) === 4 ? 32 : 128
      const isNetwork = isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest
      return isNetwork ? network : refuse('must be networks such as 10.0.0.0/8, separated by commas')
    })

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Every variable there is; `dateline config` and the README's table come from it. */
export const variables = {
  host: { name: 'HOST', default: '127.0.0.1', help: 'Address to listen on.', read: host },
  port: {
    name: 'PORT',
    default: '3000',
    help: 'Port to listen on; 0 takes a free one.',
    read: wholeNumber(0, 65_535),
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    default: 'file:./data/dateline.db',
    help: 'SQLite file, or postgres://… for scale-out.',
    read: databaseUrl,
    secret: hideCredentials,
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    default: undefined,
    help: 'Base of all links; the address listened on, if unset.',
    read: webUrl,
  },
  logLevel: { name: 'LOG_LEVEL', default: 'info', help: `One of ${levels.join(', ')}.`, read: oneOf(levels) },
  siteName: { name: 'DATELINE_SITE_NAME', default: 'Dateline', help: 'Name of the publication.', read: text },
  publisher: { name: 'DATELINE_PUBLISHER', default: 'Dateline', help: 'Who publishes it.', read: text },
  language: {
    name: 'DATELINE_LANGUAGE',
    default: 'en',
    help: 'Language of stories that name none (BCP 47).',
    read: text,
  },
  articleUrl: {
    name: 'DATELINE_ARTICLE_URL',
    default: undefined,
    help: "A story's own page, such as https://site.example/{slug}; its API address, if unset.",
    read: pageTemplate,
  },
  rateLimit: {
    name: 'DATELINE_RATE_LIMIT',
    default: 'on',
    help: '`off` counts no requests.',
    read: oneOf(['on', 'off']),
  },
  trustedProxies: {
    name: 'DATELINE_TRUSTED_PROXIES',
    default: '',
    help: 'Networks (CIDR, comma-separated) that may say X-Forwarded-For.',
    read: networks,
  },
  responseCache: {
    name: 'DATELINE_RESPONSE_CACHE_BYTES',
    default: '67108864',
    help: 'Memory for answers that readers share; 0 keeps none.',
    read: wholeNumber(0, 4_294_967_295),
  },
  akismetKey: {
    name: 'DATELINE_AKISMET_KEY',
    default: undefined,
    help: 'Key of the spam service; comments are shown to it once the settings say so.',
    read: text,
    secret: () => '***',
  },
  akismetUrl: {
    name: 'DATELINE_AKISMET_URL',
    default: 'https://rest.akismet.com/1.1',
    help: 'Akismet, or a service that speaks like it.',
    read: webUrl,
  },
  changesKept: {
    name: 'DATELINE_CHANGES_KEPT_DAYS',
    default: '30',
    help: 'Days the change feed goes back.',
    read: wholeNumber(1, 3650),
  },
  webhookAllowPrivate: {
    name: 'DATELINE_WEBHOOK_ALLOW_PRIVATE',
    default: 'off',
    help: '`on` lets webhooks lead to this machine and its network, and by http: while developing.',
    read: onOrOff,
  },
  websubHubs: {
    name: 'DATELINE_WEBSUB_HUBS',
    default: '',
    help: 'WebSub hubs (comma-separated) that the feeds name and that are told of new stories; needs `PUBLIC_URL`.',
    read: webUrls,
  },
  streams: {
    name: 'DATELINE_STREAMS',
    default: '5000',
    help: 'Streams of events that are open at once in each process; 0 opens none.',
    read: wholeNumber(0, 1_000_000),
  },
  bodyLimit: {
    name: 'DATELINE_BODY_LIMIT',
    default: '1048576',
    help: 'Largest request body in bytes.',
    read: wholeNumber(1024, 104_857_600),
  },
  requestTimeout: {
    name: 'DATELINE_REQUEST_TIMEOUT_MS',
    default: '20000',
    help: 'Time for a whole request to arrive; its headers get half.',
    read: wholeNumber(1000, 600_000),
  },
  shutdownTimeout: {
    name: 'DATELINE_SHUTDOWN_TIMEOUT_MS',
    default: '10000',
    help: 'Time for running requests to end after SIGTERM.',
    read: wholeNumber(0, 600_000),
  },
} satisfies Record<keyof Config, Variable>

/**
 * Reads the settings from an environment. Names of test runs (`DATELINE_TEST_…`) are not settings.
 * Throws one Error that lists every variable which is wrong.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const problems: ConfigProblem[] = findUnknown(env)
  const values: Record<string, unknown> = {}
  for (const [key, variable] of Object.entries<Variable>(variables)) {
    const given = env[variable.name]
    const value = given === undefined || given === '' ? variable.default : given
    try {
      values[key] = value === undefined ? undefined : variable.read(value)
    } catch (error) {
      problems.push({ variable: variable.name, message: (error as Error).message })
    }
  }
  const hubs = values.websubHubs
  if (Array.isArray(hubs) && hubs.length > 0 && values.publicUrl === undefined) {
    const message = 'needs PUBLIC_URL: that is where a hub fetches the feeds'
    problems.push({ variable: variables.websubHubs.name, message })
  }
  if (problems.length > 0) throw new Error(describe(problems))
  // Every key of Config has a variable, and each variable reads to its type.
  return Object.freeze(values) as unknown as Config
}

function findUnknown(env: Record<string, string | undefined>): ConfigProblem[] {
  const known = Object.values<Variable>(variables).map((variable) => variable.name)
  return Object.keys(env)
    .filter(
      (name) => name.startsWith('DATELINE_') && !name.startsWith('DATELINE_TEST_') && !known.includes(name),
    )
    .map((variable) => ({ variable, message: `is not a setting. Known: ${known.join(', ')}` }))
}

const describe = (problems: ConfigProblem[]): string =>
  problems.map(({ variable, message }) => `${variable} ${message}.`).join('\n')

/** The settings as they are in force, secrets hidden, in the order of the table. */
export function showConfig(
  config: Config,
): { variable: string; value: string | number | null; help: string }[] {
  return Object.entries<Variable>(variables).map(([key, variable]) => {
    const value = config[key as keyof Config]
    const shown = typeof value === 'string' && variable.secret !== undefined ? variable.secret(value) : value
    const flat = typeof shown === 'object' ? shown.join(',') : shown
    return { variable: variable.name, value: flat ?? null, help: variable.help }
  })
}

/** The process's own environment. */
export const environment = (): Record<string, string | undefined> => process.env
