// Random sequences of what readers and moderators do under an article, some of it at once, until something differs.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { TestApp } from '../support/site.ts'
import type { Outcome, Progress, Running } from './run.ts'
import { compareThread } from './thread-compare.ts'
import { deeds, type ThreadDeed } from './thread-deeds.ts'
import { readTruth, type Scene } from './thread-scene.ts'

/** One deed, or some at once. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(deeds) },
  { weight: 1, arbitrary: fc.array(deeds, { minLength: 2, maxLength: 5 }) },
)

async function openScene(test: TestApp): Promise<Scene> {
  const key = await test.key()
  const write = async (url: string, payload?: object) =>
    (
      await test.send({ method: 'POST', url, key, ...(payload && { payload }), headers: { 'if-match': '*' } })
    ).json()
  const { id } = await write('/v1/articles', { headline: 'Talked about' })
  const article = await write(`/v1/articles/${id}/publish`)
  const latest = (await test.send({ url: '/v1/changes?since=0&limit=1000' })).json()
  return {
    test,
    key,
    article,
    start: latest.page.next,
    said: [],
    tokens: new Map(),
    votes: new Map(),
    reports: new Map(),
    comments: new Map(),
    canaries: 0,
  }
}

const editsIn = (scene: Scene): number =>
  [...scene.comments.values()].flatMap(({ log }) => log).filter(({ action }) => action === 'edit').length

/** What is refused changes nothing; of many who edit one text at once, as many have edited it as were told so. */
async function perform(scene: Scene, together: readonly ThreadDeed[]): Promise<void> {
  const before = { edits: editsIn(scene), comments: scene.comments }
  const outcomes = (await Promise.all(together.map((deed, place) => deed(scene, place)))).filter(
    (done) => done !== undefined,
  )
  scene.said.push(outcomes.map(({ what }) => what).join(' | '))
  scene.comments = await readTruth(scene)
  if (outcomes.every(({ accepted }) => !accepted))
    assert.deepEqual(
      [...scene.comments.values()],
      [...before.comments.values()],
      'what is refused changes nothing',
    )
  const edits = outcomes.filter(({ what, accepted }) => accepted && what.includes(': edit')).length
  assert.equal(editsIn(scene) - before.edits, edits, 'every edit that was accepted was made, once')
  await compareThread(scene)
}

/** Runs so many sequences, each under an article of its own on a site of its own; the first that fails is made shorter. */
export async function runThreads(
  newSite: () => Promise<TestApp>,
  { runs, seed, length = 25, onProgress }: Running,
): Promise<Outcome> {
  const progress: Progress = { runs: 0, steps: 0, requests: 0 }
  let last: { said: string[]; error: unknown } | undefined
  let site: TestApp | undefined
  const property = fc.asyncProperty(
    fc.array(step, { minLength: length >> 1, maxLength: length, size: 'max' }),
    async (steps) => {
      site ??= await newSite()
      const { send } = site
      const counted: typeof send = (options) => {
        progress.requests += 1
        return send(options)
      }
      const scene = await openScene({ ...site, send: counted })
      try {
        for (const together of steps) {
          progress.steps += 1
          site.clock.advance(1000)
          await perform(scene, together)
        }
      } catch (error) {
        last = { said: scene.said, error }
        site = undefined
        throw error
      } finally {
        progress.runs += 1
        onProgress?.(progress)
      }
    },
  )
  const { failed, counterexamplePath } = await fc.check(property, { numRuns: runs, seed })
  if (!failed) return progress
  const said = last?.said.map((sentence, i) => `${i + 1}. ${sentence}`) ?? []
  const why = last?.error instanceof Error ? (last.error.stack ?? last.error.message) : String(last?.error)
  return { ...progress, failure: [...said, why, `seed ${seed}, path ${counterexamplePath}`].join('\n') }
}
