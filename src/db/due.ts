// What happens by itself at an instant that stands in a table. It is found by asking the database, never by a timer of its
// own: whatever restarts, clock jumps or second processes do, the table knows what is due and what is done.

/** One kind of work that falls due. */
export interface DueWork {
  /** In a few words, for the log. */
  what: string
  /**
   * What is due now, longest due first, so many at most. Each settles one thing by a conditional statement, so that of many
   * processes one does it and the others find it done. Both throw as `Database.read` and `Database.write` do.
   */
  find(limit: number): Promise<(() => Promise<void>)[]>
}

export interface DueOptions {
  /** Ends the work between two things. */
  signal?: AbortSignal
  /** Hears of what failed; it stays due, and does not keep the rest from being settled. */
  onError: (what: string, err: unknown) => void
}

const batch = 100

/** Settles everything that is due. Throws nothing. */
export async function settleDue(works: readonly DueWork[], { signal, onError }: DueOptions): Promise<void> {
  for (const { what, find } of works) {
    const fail = (err: unknown) => onError(what, err)
    for (let more = true; more && !signal?.aborted; ) {
      const due = await find(batch).catch((err: unknown) => {
        fail(err)
        return []
      })
      let settled = 0
      for (const settle of due) {
        if (signal?.aborted) return
        await settle().then(() => settled++, fail)
      }
      more = settled > 0
    }
  }
}
