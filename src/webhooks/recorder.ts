// Gathers what is to be written, so that many small results cost one transaction, and no transaction is long: whoever else writes
// to a SQLite file waits for it.

/** Milliseconds for which results are gathered. */
const gathering = 50
/** Results in one transaction. */
const most = 10

/** Gives what takes a result and settles once it is written; it rejects as `write` does. */
export function recorder<Entry>(
  write: (entries: readonly Entry[]) => Promise<void>,
): (entry: Entry) => Promise<void> {
  const waiting: { entry: Entry; done: (err?: unknown) => void }[] = []
  let isWriting = false

  async function flush(): Promise<void> {
    const taken = waiting.splice(0, most)
    const err = await write(taken.map(({ entry }) => entry)).catch(
      (reason: unknown) => reason ?? new Error('unknown'),
    )
    for (const { done } of taken) done(err)
    if (waiting.length > 0) later()
    else isWriting = false
  }
  const later = () => void setTimeout(flush, gathering)

  return (entry) =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, done: (err) => (err === undefined ? resolve() : reject(err)) })
      if (isWriting) return
      isWriting = true
      later()
    })
}
