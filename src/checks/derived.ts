// What is stored for speed and follows from something else: how each kind is gone through and held against what it is made of. A
// look takes a short while however much there is, so that a server goes on answering between two.

/** One place where what is stored is not what it is derived from. */
export interface Difference {
  /** The kind, such as `comment.replyCount`. */
  what: string
  /** Of the row that holds it. */
  id: string
  stored: number | string
  expected: number | string
}

/** One kind of derived data. */
export interface Derived {
  what: string
  /** Looks at the next few rows after a position; gives the ids that seem to differ, and where to go on; undefined at the end. */
  look(after: string | undefined): Promise<{ suspects: string[]; next: string | undefined }>
  /**
   * Looks at one row again while nobody changes what it is made of, and mends it where asked: one transaction. Gives what did
   * differ.
   */
  settle(id: string, mend: boolean): Promise<Difference[]>
}

interface Course {
  mend: boolean
  /** Ends the course between two looks. */
  signal?: AbortSignal
  /** Lets others have their turn. */
  pause: () => Promise<unknown>
}

/** Everything that differs, as it is found; where it is mended, until nothing does, as one value may be made of another. */
export async function* differencesIn(
  kinds: readonly Derived[],
  { mend, signal, pause }: Course,
): AsyncGenerator<Difference> {
  for (const kind of kinds) {
    for (let again = true; again && !signal?.aborted; ) {
      again = false
      for await (const difference of once(kind, { mend, pause, ...(signal && { signal }) })) {
        again = mend
        yield difference
      }
    }
  }
}

async function* once({ look, settle }: Derived, { mend, signal, pause }: Course): AsyncGenerator<Difference> {
  for (let after: string | undefined, more = true; more && !signal?.aborted; await pause()) {
    const { suspects, next } = await look(after)
    for (const id of suspects) yield* await settle(id, mend)
    after = next
    more = next !== undefined
  }
}
