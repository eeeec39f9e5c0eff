// What readers get of a thread, held against what moderators see of it, and that against what was done.

import assert from 'node:assert/strict'
import { differencesIn } from '../../src/checks/derived.ts'
import { derivedKinds } from '../../src/checks/kinds.ts'
import { isSeen, isShown, repliesTo, type Scene, type Told, under } from './thread-scene.ts'
import { byText } from './world.ts'

const mods = ['pending', 'published', 'rejected', 'spam', 'deleted']
const kept = ['pending', 'published', 'rejected', 'spam']

/** Where each action may lead, whoever asked for it. */
const ways: Record<string, { from: string[]; to: string[] }> = {
  approve: { from: ['pending', 'rejected', 'spam'], to: ['published'] },
  reject: { from: ['pending', 'published'], to: ['rejected'] },
  spam: { from: ['pending', 'published'], to: ['spam'] },
  hold: { from: ['published'], to: ['pending'] },
  notSpam: { from: ['spam'], to: ['published'] },
  restore: { from: ['rejected'], to: kept },
  delete: { from: kept, to: ['deleted'] },
  edit: { from: kept, to: kept },
  pin: { from: ['published'], to: ['published'] },
  unpin: { from: ['published'], to: ['published'] },
  erase: { from: mods, to: mods },
}

/** Every version was made by one decision that leads on from the one before. */
function followsItsLog({ id, log, status, version }: Told): void {
  assert.equal(log.length, version - 1, `${id}: an entry of the log for each version`)
  let reviewed = false
  for (const [i, { action, actor, from, to }] of log.entries()) {
    assert.ok(
      ways[action]?.from.includes(from) && ways[action]?.to.includes(to),
      `${action}: ${from} → ${to}`,
    )
    assert.equal(from, log[i - 1]?.to ?? from, `${id}: each decision begins where the last one ended`)
    if (action === 'erase') assert.equal(from, to, 'nothing is shown or hidden by being erased')
    else if (actor === 'system') assert.ok(!reviewed, 'no report moves what a moderator approved')
    else reviewed = actor !== 'author'
    if (action === 'edit' && to === 'published') assert.notEqual(from, 'spam')
    if (action === 'edit' && to === 'published') assert.notEqual(from, 'rejected')
  }
  assert.equal(log.at(-1)?.to ?? status, status, `${id} is where its log says`)
}

/** Votes and reports that were acknowledged are those that are counted. */
function holdsWhatWasAcknowledged(scene: Scene, comment: Told): void {
  if (comment.status === 'deleted') {
    scene.votes.delete(comment.id)
    scene.reports.delete(comment.id)
  }
  const votes = [...(scene.votes.get(comment.id)?.values() ?? [])]
  const count = (kind: string) => votes.filter((vote) => vote === kind).length
  assert.deepEqual(comment.reactions, { up: count('up'), down: count('down') }, `${comment.id}: reactions`)
  assert.equal(comment.reportCount, scene.reports.get(comment.id)?.size ?? 0, `${comment.id}: reports`)
}

function countsWhatIsUnder(scene: Scene, comment: Told): void {
  assert.equal(comment.replyCount, repliesTo(scene, comment.id).filter(isSeen).length, 'replyCount')
  assert.equal(comment.descendantCount, under(scene, comment.id).filter(isSeen).length, 'descendantCount')
}

interface Shown {
  id: string
  state: string
  author: object | null
  body: { text: string } | null
  reactions: object
  replyCount: number
  descendantCount: number
  pinned: boolean
  replies?: { data: Shown[] }
}

function sameComment(shown: Shown, comment: Told): void {
  const seen = isSeen(comment)
  const { id, state, reactions, replyCount, descendantCount, pinned } = shown
  assert.deepEqual(
    { id, state, reactions, replyCount, descendantCount, pinned, text: shown.body?.text },
    {
      id: comment.id,
      state: seen ? 'published' : comment.status === 'deleted' ? 'deleted' : 'removed',
      reactions: comment.reactions,
      replyCount: comment.replyCount,
      descendantCount: comment.descendantCount,
      pinned: comment.pinned,
      text: seen ? comment.body?.text : undefined,
    },
  )
  assert.equal(shown.author !== null, seen, 'a tombstone has no author')
}

function sameList(shown: Shown[], comments: Told[], what: string): void {
  assert.deepEqual(
    shown.map(({ id }) => id),
    comments.map(({ id }) => id),
    what,
  )
  for (const [i, comment] of comments.entries()) sameComment(shown[i] as Shown, comment)
}

function sameThreads(scene: Scene, shown: Shown[], comments: Told[]): void {
  sameList(shown, comments, 'a level of the tree')
  for (const [i, { id }] of comments.entries()) {
    const replies = repliesTo(scene, id).filter((reply) => isShown(scene, reply))
    sameThreads(scene, shown[i]?.replies?.data ?? [], replies)
  }
}

const listed = (comments: Told[]): Told[] =>
  [...comments].sort(
    (a, b) =>
      Number(b.pinned) - Number(a.pinned) || byText(`${b.createdAt} ${b.id}`, `${a.createdAt} ${a.id}`),
  )

/** Lists, counts, each comment by its id, the article: all that readers get. */
async function readersSeeTheTruth(scene: Scene): Promise<void> {
  const all = [...scene.comments.values()]
  const seen = all.filter(isSeen)
  const words = new Set(seen.map(({ body }) => body?.text.match(/Canary\d+/)?.[0]))
  const read = async (url: string) => {
    const answer = await scene.test.send({ url })
    for (const [word] of answer.body.matchAll(/Canary\d+/g))
      assert.ok(words.has(word), `${url} tells readers ${word}, which is hidden`)
    return answer
  }
  const path = `/v1/articles/${scene.article.slug}`
  const flat = (await read(`${path}/comments?limit=100&count=exact`)).json()
  sameList(flat.data, listed(seen), 'the list')
  assert.equal(flat.page.total, seen.length, 'the total')
  const roots = all.filter((one) => one.depth === 0 && isShown(scene, one))
  const tree = (await read(`${path}/comments?view=tree&limit=100&repliesLimit=20`)).json()
  sameThreads(scene, tree.data, listed(roots))
  assert.equal((await read(path)).json().commentCount, seen.length, 'the count of the article')
  const counts = (await read(`/v1/comments/counts?articleIds=${scene.article.id}`)).json()
  assert.deepEqual(counts, { [scene.article.id]: seen.length })
  for (const comment of all) {
    const answer = await read(`/v1/comments/${comment.id}`)
    assert.equal(answer.statusCode, isShown(scene, comment) ? 200 : 404, `${comment.status} ${comment.id}`)
    if (answer.statusCode === 200) sameComment(answer.json(), comment)
  }
  await read(`${path}/comments.rss`)
}

/** The last that the feed says of a comment is what readers see of it; of one that they never saw it says nothing. */
async function feedTellsTheTruth(scene: Scene): Promise<void> {
  const url = `/v1/changes?since=${scene.start}&limit=1000`
  const { data } = (await scene.test.send({ url })).json()
  const last = new Map<string, { type: string; version: number }>()
  for (const change of data) if (change.resource === 'comment') last.set(change.resourceId, change)
  for (const comment of scene.comments.values()) {
    const { id, version, log, status } = comment
    const wasSeen = [log[0]?.from ?? status, ...log.map(({ to }) => to)].includes('published')
    if (!wasSeen) assert.equal(last.get(id), undefined, 'the feed tells nothing of what nobody saw')
    else if (!isSeen(comment)) assert.equal(last.get(id)?.type, 'comment.removed')
    else
      assert.deepEqual(
        { type: last.get(id)?.type, version: last.get(id)?.version },
        { type: 'comment.published', version },
      )
  }
}

/** Throws where anything that anybody gets differs from the rest. */
export async function compareThread(scene: Scene): Promise<void> {
  const all = [...scene.comments.values()]
  for (const comment of all) {
    followsItsLog(comment)
    holdsWhatWasAcknowledged(scene, comment)
    countsWhatIsUnder(scene, comment)
    if (comment.pinned) assert.ok(isSeen(comment), 'what is hidden is not pinned')
  }
  assert.ok(all.filter(({ pinned }) => pinned).length <= 3, 'three are pinned at most')
  await readersSeeTheTruth(scene)
  await feedTellsTheTruth(scene)
  const kinds = derivedKinds(scene.test.db, scene.test.clock.now)
  for await (const difference of differencesIn(kinds, { mend: false, pause: async () => undefined }))
    assert.fail(JSON.stringify(difference))
}
