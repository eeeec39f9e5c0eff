// Where a webhook may lead. What counts is the address that a name resolves to, at the moment of connecting: a name that was
// public when it was saved may lead inside a minute later. Asked over the network, never by the system's own resolver, whose
// four threads are shared by the whole process and hang with a name server that hangs.

import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublicAddress } from '../http/address.ts'

/** The addresses of a host. Throws an Error when there are none. */
export type Resolve = (host: string) => Promise<string[]>

export interface TargetRules {
  /** Whether receivers may be inside, and spoken to by plain http: while developing. */
  allowPrivate: boolean
  resolve: Resolve
}

/** The addresses a host may be called at. Throws an Error, in words for the log of deliveries, when there is none. */
export async function findAddresses(host: string, { allowPrivate, resolve }: TargetRules): Promise<string[]> {
  const literal = host.replace(/^\[|\]$/g, '')
  const addresses = isIP(literal) === 0 ? await resolve(host) : [literal]
  // One inside is one too many: whoever answers with both would choose which is called.
  if (!allowPrivate && !addresses.every(isPublicAddress)) throw new Error(privateTarget)
  return addresses
}

export const privateTarget = 'The address is not one of the public internet.'

/** Why no webhook may lead to this URL; undefined where it may. A name that cannot be resolved now may be later. */
export async function refuseTarget(text: string, rules: TargetRules): Promise<string | undefined> {
  const url = new URL(text)
  if (url.protocol !== 'https:' && !rules.allowPrivate)
    return 'Must be https: what is sent must not be read on its way.'
  if (isLocalName(url.hostname) && !rules.allowPrivate) return privateTarget
  const refusal = await findAddresses(url.hostname, rules).then(
    () => undefined,
    (err: Error) => err.message,
  )
  return refusal === privateTarget ? refusal : undefined
}

/** Names that never leave the machine or its network (RFC 6761, RFC 6762, RFC 9476). */
const isLocalName = (host: string): boolean =>
  /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/.test(host.replace(/\.$/, ''))

/** Milliseconds that a name server has, and how often it is asked. */
const patience = { timeout: 2000, tries: 2 }

/** Asks the name servers of this machine; with `alsoHosts`, its table of hosts too, where they know nothing. */
export function nameServers({ alsoHosts }: { alsoHosts: boolean }): Resolve {
  return async (host) => {
    const resolver = new Resolver(patience)
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (found.length > 0) return found
    const listed = alsoHosts ? await lookup(host, { all: true }).catch(() => []) : []
    if (listed.length > 0) return listed.map(({ address }) => address)
    throw new Error(`The name "${host}" could not be resolved.`)
  }
}
