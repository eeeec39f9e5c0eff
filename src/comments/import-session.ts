// The import of one text: comments come in any order, wait for what they answer, are checked, placed and stored in portions. What has
// been brought before is left as it is, whatever has become of it here.

import type { CommentOverrides } from '../articles/comment-settings.ts'
import { chunks } from '../db/chunks.ts'
import { newId } from '../ids.ts'
import { type CheckedText, importCheck } from './import-check.ts'
import { type DatedComment, type ImportedRows, toImportedRows } from './import-row.ts'
import type { ImportedComments, ImportPlace } from './import-store.ts'
import type { ImportOutcome, ImportTarget, IncomingComment } from './incoming.ts'
import type { Renderer } from './render.ts'
import type { Hashes } from './sender.ts'
import { type CommentSettings, settingsOf } from './settings.ts'
import { placeOf } from './thread.ts'
import { waitingRoom } from './waiting-room.ts'

export type CommentImports = ReturnType<typeof commentImports>
export type ImportSession = ReturnType<CommentImports['begin']>

interface Deps {
  now: () => Date
  stored: ImportedComments
  hashes: Hashes
  render: Renderer
  settings: { comments(): Promise<CommentSettings> }
}

/** One that may be stored; without a text where it was deleted. */
interface Accepted {
  comment: DatedComment
  text: CheckedText | undefined
}

/** Rows in one transaction: few enough that readers' own comments need not wait long behind them. */
const batchSize = 100
/** What an index takes; the addresses of sites are part of some. */
const longestId = 400

/** Comments with a history, from elsewhere: threads, dates and what was decided about them stay. */
export function commentImports({ now, stored, hashes, render, settings }: Deps) {
  const check = importCheck(render)
  const settingsFor = async ({ commentSettings }: ImportTarget) =>
    settingsOf(await settings.comments(), commentSettings as CommentOverrides | null)

  /** `system` is where the comments have their ids from; a dry run places them and stores nothing. */
  function begin({ system, dryRun }: { system: string; dryRun: boolean }) {
    const identityOf = (externalId: string) => `${system}:${externalId}`
    /** Where those stand that were seen so far: what answers them is placed by it. */
    const places = new Map<string, ImportPlace>()
    const arrived = new Set<string>()
    const rooms = new Map<string, ReturnType<typeof waitingRoom<Accepted>>>()

    function roomOf({ key }: ImportTarget) {
      const room = rooms.get(key) ?? waitingRoom<Accepted>()
      rooms.set(key, room)
      return room
    }

    /** Where the answered comment stands; undefined for one that is not there, or under another article. */
    function answeredBy(
      { parentExternalId }: IncomingComment,
      target: ImportTarget,
    ): ImportPlace | undefined {
      const place = parentExternalId === null ? undefined : places.get(parentExternalId)
      return place?.articleId === articleOf(target) ? place : undefined
    }

    /** Looks up what earlier imports have brought of these, and of what they answer; gives the ids of the former. */
    async function learn(list: readonly IncomingComment[]): Promise<Set<string>> {
      const mentioned = list.flatMap(({ externalId, parentExternalId }) => [
        externalId,
        parentExternalId ?? externalId,
      ])
      const ids = [...new Set(mentioned)].filter((id) => !places.has(id))
      const known = await stored.findKnown(ids.map(identityOf))
      // An export of this very site brings what is here, under the ids it has here.
      const own = await stored.findPlaces(list.flatMap(({ id }) => (id === undefined ? [] : [id])))
      const learnt = new Set<string>()
      for (const id of ids) {
        const place = known.get(identityOf(id)) ?? own.get(id)
        if (place) places.set(id, place)
        if (place || known.has(identityOf(id))) learnt.add(id)
      }
      return learnt
    }

    /** Gives a comment its place, by which those that answer it are placed in turn. */
    function settleIn(
      target: ImportTarget,
      { comment }: Accepted,
      { id, maxDepth }: { id: string; maxDepth: number },
    ) {
      const place = placeOf(id, answeredBy(comment, target), maxDepth)
      places.set(comment.externalId, { ...place, id, articleId: articleOf(target) })
      return place
    }

    async function rowsFor(
      target: ImportTarget & { id: string },
      list: readonly Accepted[],
      of: CommentSettings,
    ): Promise<ImportedRows[]> {
      return list.map((one) => {
        const id = one.comment.id ?? newId()
        const place = settleIn(target, one, { id, maxDepth: of.maxDepth })
        const source = {
          identity: identityOf(one.comment.externalId),
          system,
          externalId: one.comment.externalId,
        }
        const setting = {
          id,
          articleId: target.id,
          place,
          hashes,
          now: now(),
          retentionDays: of.retentionDays,
          source,
        }
        return toImportedRows(one, setting)
      })
    }

    /** Another import may bring the same at this very moment: what it was first with is left alone. */
    async function storeBatch(
      target: ImportTarget,
      batch: readonly Accepted[],
      of: CommentSettings,
    ): Promise<ImportOutcome[]> {
      const { id } = target
      if (dryRun || id === null) {
        for (const one of batch) settleIn(target, one, { id: newId(), maxDepth: of.maxDepth })
        return batch.map(created)
      }
      for (let tries = 1; tries <= 10; tries++) {
        const known = tries === 1 ? new Set<string>() : await learnAgain(batch)
        const fresh = batch.filter(({ comment }) => !known.has(comment.externalId))
        const rows = await rowsFor({ ...target, id }, fresh, of)
        const result = rows.length === 0 ? 'stored' : await stored.insert(id, rows)
        if (result === 'gone') return batch.map(({ comment }) => articleGone(comment))
        if (result === 'stored')
          return batch.map((one) => (known.has(one.comment.externalId) ? unchanged : created(one)))
      }
      throw new Error('Comments that others import at the same time could not be told from new ones.')
    }

    function learnAgain(batch: readonly Accepted[]): Promise<Set<string>> {
      for (const { comment } of batch) places.delete(comment.externalId)
      return learn(batch.map(({ comment }) => comment))
    }

    async function store(
      target: ImportTarget,
      list: readonly Accepted[],
      of: CommentSettings,
    ): Promise<ImportOutcome[]> {
      const outcomes: ImportOutcome[] = []
      for (const batch of chunks(list, batchSize)) outcomes.push(...(await storeBatch(target, batch, of)))
      return outcomes
    }

    return {
      /**
       * Takes some comments of an article and gives what became of them, and of those that waited for them. One that answers a
       * comment which has not come yet waits for it: its outcome is told then, or by `settle`.
       */
      async take(target: ImportTarget, list: readonly IncomingComment[]): Promise<ImportOutcome[]> {
        const of = await settingsFor(target)
        const known = await learn(list)
        const room = roomOf(target)
        const outcomes: ImportOutcome[] = []
        const ready: Accepted[] = []
        for (const given of list) {
          const { externalId, parentExternalId: parent } = given
          const isRepeated = arrived.has(externalId) || places.has(externalId) || known.has(externalId)
          arrived.add(externalId)
          const accepted = isRepeated ? unchanged : admit(given, of)
          if ('action' in accepted) outcomes.push(accepted)
          else if (parent === null || room.isOut(parent) || answeredBy(given, target) !== undefined)
            ready.push(...room.leaveWith(externalId, accepted))
          else room.wait(parent, externalId, accepted)
        }
        return [...outcomes, ...(await store(target, ready, of))]
      },

      /** No more comments of the article will come: what waits for another stands on its own. */
      async settle(target: ImportTarget): Promise<ImportOutcome[]> {
        const left = roomOf(target).close(alone)
        rooms.delete(target.key)
        return left.length === 0 ? [] : store(target, left, await settingsFor(target))
      },
    }
  }

  function admit(given: IncomingComment, { maxLength }: CommentSettings): Accepted | ImportOutcome {
    if (given.externalId.length > longestId) return idTooLong(given)
    const comment = datedNoLater(given, now())
    if (comment.status === 'deleted') return { comment, text: undefined }
    const text = check(comment, maxLength)
    return 'errors' in text ? { action: 'refused', status: null, notes: text.errors } : { comment, text }
  }

  return { begin }
}

/** What a dry run would make has no id yet. */
const articleOf = ({ id, key }: ImportTarget): string => id ?? key

const created = ({ comment, text }: Accepted): ImportOutcome => ({
  action: 'created',
  status: comment.status,
  notes: [...comment.notes, ...(text?.notes ?? [])],
})

const unchanged: ImportOutcome = { action: 'unchanged', status: null, notes: [] }

const idTooLong = ({ line }: IncomingComment): ImportOutcome => ({
  action: 'refused',
  status: null,
  notes: [{ line, code: 'bad_id', message: `Its id is longer than ${longestId} characters.` }],
})

const articleGone = ({ line }: IncomingComment): ImportOutcome => ({
  action: 'refused',
  status: null,
  notes: [
    { line, code: 'article_gone', message: 'The article was deleted while its comments were imported.' },
  ],
})

function alone({ comment, text }: Accepted): Accepted {
  const { line, parentExternalId } = comment
  const message = `The comment it answers (${parentExternalId}) is not there; it stands on its own.`
  const notes = [...comment.notes, { line, code: 'parent_missing', message }]
  return { text, comment: { ...comment, parentExternalId: null, notes } }
}

/** A comment of the future would stay on top of every list. */
function datedNoLater(comment: IncomingComment, now: Date): DatedComment {
  const { line, createdAt, notes } = comment
  if (createdAt === null || createdAt <= now) return { ...comment, createdAt: createdAt ?? now }
  const message = `It is dated ${createdAt.toISOString()}, which is to come; it was given the present instant.`
  return { ...comment, createdAt: now, notes: [...notes, { line, code: 'future_date', message }] }
}
