// Where a reply stands. Threads are deep enough to follow and no deeper: what answers a comment at the last level is
// kept beside it and still says what it answers.

interface Place {
  /** The comment it stands under. */
  parentId: string | null
  /** The comment it answers. */
  inReplyTo: string | null
  rootId: string
  depth: number
}

/** The place of a new comment with this id under the comment it answers, if it answers one. */
export function placeOf(
  id: string,
  answered: (Pick<Place, 'parentId' | 'rootId' | 'depth'> & { id: string }) | undefined,
  maxDepth: number,
): Place {
  if (answered === undefined) return { parentId: null, inReplyTo: null, rootId: id, depth: 0 }
  const { rootId, depth } = answered
  return depth < maxDepth
    ? { parentId: answered.id, inReplyTo: answered.id, rootId, depth: depth + 1 }
    : { parentId: answered.parentId, inReplyTo: answered.id, rootId, depth }
}
