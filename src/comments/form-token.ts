// Proof of when a form was fetched: the time, signed. People take a while to write; a program that fills forms does not.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { deriveKey } from '../db/secret.ts'

/** Nobody reads a form and writes into it in less. */
const soonest = 2_000
/** A form that lay about for longer was kept to be used again. */
const latest = 24 * 60 * 60 * 1000

export type FormTokens = ReturnType<typeof formTokens>

/** Makes and judges tokens of one installation. */
export function formTokens(secret: Uint8Array) {
  const key = deriveKey(secret, 'formToken')
  const sign = (stamp: Buffer) => createHmac('sha256', key).update(stamp).digest().subarray(0, 16)

  return {
    make(at: Date): string {
      const stamp = Buffer.alloc(14, randomBytes(14))
      stamp.writeUIntBE(at.getTime(), 0, 6)
      return Buffer.concat([stamp, sign(stamp)]).toString('base64url')
    },

    /** Whether the form was fetched here, long enough ago, and lately. */
    isPlausible(token: string, at: Date): boolean {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== 30 || bytes.toString('base64url') !== token) return false
      const stamp = bytes.subarray(0, 14)
      if (!timingSafeEqual(sign(stamp), bytes.subarray(14))) return false
      const age = at.getTime() - stamp.readUIntBE(0, 6)
      return age >= soonest && age <= latest
    },
  }
}
