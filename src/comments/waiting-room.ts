// Where comments wait for the ones they answer: exports need not name a comment before its replies, and some name one never.

interface Waiting<T> {
  id: string
  item: T
}

/** The waiting room of one article. */
export function waitingRoom<T>() {
  /** Those that have been let out, and may be answered. */
  const out = new Set<string>()
  /** Those that wait, by what they wait for; each in the order of arrival. */
  const waiting = new Map<string, Waiting<T>[]>()
  const take = (parent: string): Waiting<T>[] => {
    const taken = waiting.get(parent) ?? []
    waiting.delete(parent)
    return taken
  }

  /** One that goes, and after it all that waited for it, however long the chain. */
  function leaveWith(id: string, item: T): T[] {
    const leaving = [{ id, item }]
    for (const { id } of leaving) {
      out.add(id)
      leaving.push(...take(id))
    }
    return leaving.map(({ item }) => item)
  }

  return {
    isOut: (id: string): boolean => out.has(id),
    leaveWith,

    wait(parent: string, id: string, item: T): void {
      const others = waiting.get(parent) ?? []
      others.push({ id, item })
      waiting.set(parent, others)
    },

    /**
     * Lets everybody out: what waits for one that never came goes as `alone` makes it, with those behind it. Of comments that answer
     * each other in a circle, the first to have come goes alone.
     */
    close(alone: (item: T) => T): T[] {
      const left: T[] = []
      const here = new Set([...waiting.values()].flat().map(({ id }) => id))
      for (const parent of [...waiting.keys()].filter((id) => !here.has(id)))
        for (const { id, item } of take(parent)) left.push(...leaveWith(id, alone(item)))
      // What is left goes round in circles.
      for (const [parent, list] of waiting) {
        for (const { id, item } of waiting.has(parent) ? list.slice() : []) {
          if (out.has(id)) continue
          take(parent)
          const others = list.filter((each) => each.id !== id)
          if (others.length > 0) waiting.set(parent, others)
          left.push(...leaveWith(id, alone(item)))
        }
      }
      return left
    },
  }
}
