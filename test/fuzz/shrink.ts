// Makes the request of a finding smaller: whatever can be left out of it without losing the fault is left out.

import { type Call, withBody } from './call.ts'
import type { Mutant } from './mutations.ts'

/** Requests to spend on one finding. */
const most = 30

/** The smallest mutant found that still has the fault. */
export async function shrink(
  mutant: Mutant,
  hasFault: (mutant: Mutant) => Promise<boolean>,
): Promise<Mutant> {
  let best = mutant
  let spent = 0
  const tryCall = async (call: Call | undefined) => {
    if (call === undefined || spent >= most) return
    spent += 1
    const smaller = { ...best, call }
    if (await hasFault(smaller)) best = smaller
  }
  for (const [name] of mutant.call.query) await tryCall(withoutParameter(best, name))
  const { body } = mutant.call
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return best
  for (const name of Object.keys(body)) await tryCall(withoutField(best, name))
  return best
}

const withoutParameter = ({ call, names }: Mutant, name: string): Call | undefined =>
  names?.in === 'query' && names.pointer === `/${name}`
    ? undefined
    : { ...call, query: call.query.filter(([given]) => given !== name) }

/** The place of the fault, and what is required, stay. */
function withoutField({ call, names }: Mutant, name: string): Call | undefined {
  const schema = call.operation.bodies[call.headers['content-type'] ?? '']
  if (names?.in !== 'body' || names.pointer === '' || schema === undefined) return undefined
  if (names.pointer.split('/')[1] === name) return undefined
  const { [name]: _, ...rest } = call.body as Record<string, unknown>
  return withBody(call, rest)
}
