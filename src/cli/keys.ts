import { parseArgs } from 'node:util'
import type { ApiKey } from '../auth/schema.ts'
import { type KeyStore, keyStore } from '../auth/store.ts'
import { type Scope, scopes } from '../http/actor.ts'
import { isUuid } from '../http/formats.ts'
import { isBlank } from '../text/blank.ts'
import { isInstant } from '../text/instant.ts'
import type { Command, Io } from './io.ts'
import { entitlementOptions, readEntitlements } from './key-entitlements.ts'
import { settingsOf } from './settings.ts'
import { usageError } from './usage-error.ts'
import { withDatabase } from './with-database.ts'

type Action = (args: string[], io: Io) => Promise<void>

export const keysCommand: Command = {
  usage: `Usage: dateline keys create --name <name> --scopes <scope,…> [--expires <instant>] [--json]
                            [--sections <name,…>] [--agencies <name,…>] [--languages <tag,…>]
                            [--delay <seconds>] [--embargoed] [--pictures permitted|all]
       dateline keys list [--json]
       dateline keys revoke <id>

A key is shown once, when it is made: only a hash of it is stored.
Scopes: ${scopes.join(', ')}.

  --expires    RFC 3339, such as 2027-01-31T00:00:00Z
  --json       an object with "id", "name", "scopes", "key" and "expiresAt", and "entitlements" for a partner; a list of
               them for "list"

A partner is a key with syndication:read that reads nothing else. It gets what readers see, limited by
  --sections, --agencies, --languages  only articles of these
  --delay      articles so many seconds after they were published
  --embargoed  articles under embargo too, marked
  --pictures   "permitted" (unless said): only those whose rights permit syndication`,
  async run([name = '', ...args], io) {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (action === undefined) throw usageError(`Say one of ${Object.keys(actions).join(', ')}.`)
    await action(args, io)
    return 0
  },
}

const actions: Record<string, Action> = { create, list, revoke }

async function create(args: string[], io: Io): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string' },
      scopes: { type: 'string' },
      expires: { type: 'string' },
      ...entitlementOptions,
      json: { type: 'boolean' },
    },
  })
  const name = readName(values.name)
  const expiresAt = readInstant(values.expires)
  const asked = readScopes(values.scopes)
  const limits = readEntitlements(values)
  const made = await withKeys(io, (keys) =>
    keys.create({ name, scopes: asked, entitlements: limits, expiresAt }),
  )
  if (values.json) {
    const { id, scopes, entitlements, key, expiresAt } = made
    const limited = entitlements === null ? {} : { entitlements }
    io.out(JSON.stringify({ id, name, scopes, ...limited, key, expiresAt }, null, 2))
    return
  }
  // The key alone is the result, so that a script can take it.
  io.out(made.key)
  io.err(`The key "${name}" has the id ${made.id}. It is shown this once: keep it in a safe place.`)
}

async function list(args: string[], io: Io): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const keys = await withKeys(io, (store) => store.list())
  if (values.json) io.out(JSON.stringify(keys, null, 2))
  else for (const key of keys) io.out(`${key.id}  ${key.name}  ${key.scopes.join(',')}  ${lifeOf(key)}`)
}

async function revoke(args: string[], io: Io): Promise<void> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  const [id = ''] = positionals
  if (positionals.length !== 1 || !isUuid(id))
    throw usageError('Give the id of one key; "keys list" shows it.')
  await withKeys(io, (keys) => keys.revoke(id, 'any'))
  io.out(`The key ${id} is revoked.`)
}

const withKeys = <T>(io: Io, work: (keys: KeyStore) => Promise<T>): Promise<T> =>
  withDatabase(settingsOf(io), (db) => work(keyStore(db, () => new Date())))

function lifeOf({ revokedAt, expiresAt, lastUsedAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`
  const until = expiresAt === null ? 'does not expire' : `expires ${expiresAt}`
  return `${until}, ${lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`}`
}

function readName(given: string | undefined): string {
  if (given !== undefined && !isBlank(given) && given.length <= 200) return given.normalize('NFC')
  throw usageError('Give the key a --name of 1 to 200 characters.')
}

function readScopes(given: string | undefined): Scope[] {
  if (given === undefined) throw usageError(`Give the key --scopes: ${scopes.join(', ')}.`)
  return given.split(',').map((word) => {
    const scope = scopes.find((known) => known === word.trim())
    if (scope === undefined) throw usageError(`"${word}" is not a scope; there are ${scopes.join(', ')}.`)
    return scope
  })
}

function readInstant(given: string | undefined): Date | undefined {
  if (given === undefined) return undefined
  if (!isInstant(given))
    throw usageError('--expires takes an RFC 3339 instant, such as 2027-01-31T00:00:00Z.')
  const instant = new Date(given)
  if (instant <= new Date()) throw usageError('--expires must lie in the future.')
  return instant
}
