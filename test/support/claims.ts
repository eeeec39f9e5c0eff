import { isDeepStrictEqual } from 'node:util'
import type { Test } from 'tap'

export interface Claims {
  same(found: unknown, wanted: unknown, what: string): void
  /** Asserts them all. */
  end(): void
}

/** Thousands of claims in one assertion: each of tap's costs more than what it is about. */
export function claimsOf(t: Test): Claims {
  const broken: { what: string; found: unknown; wanted: unknown }[] = []
  let made = 0
  return {
    same(found, wanted, what) {
      made += 1
      if (!isDeepStrictEqual(found, wanted)) broken.push({ what, found, wanted })
    },
    end() {
      t.same(broken.slice(0, 20), [], `${broken.length} of ${made} are broken`)
      t.ok(made > 0)
    },
  }
}
