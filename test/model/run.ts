// Random sequences of steps on one site and on the model beside it, until they differ.

import fc from 'fast-check'
import type { TestApp } from '../support/site.ts'
import {
  correcting,
  creating,
  patching,
  publishing,
  removing,
  scheduling,
  unpublishing,
  withdrawing,
} from './article-steps.ts'
import { batching } from './batch-steps.ts'
import { commenting, moderating } from './comment-steps.ts'
import { lookAtArticle, lookAtFormer } from './compare-articles.ts'
import { revalidating } from './compare-caching.ts'
import { lookingAtComments, lookingAtLatest, lookingAtQueue } from './compare-comments.ts'
import { lookingAtCredits, lookingAtCreditsOfOne, lookingAtHolders } from './compare-credits.ts'
import { lookingAtIncludes, lookingAtRelated } from './compare-includes.ts'
import { lookAtFrontPage, lookingAtAList } from './compare-lists.ts'
import { lookingAtQuotes, lookingAtQuotesOfOne } from './compare-quotes.ts'
import { lookingAtTerms } from './compare-terms.ts'
import { creditingPicture, patchingCredit, removingCredit } from './credit-steps.ts'
import { type Desk, openDesk } from './desk.ts'
import { lookingAtHistory, restoring } from './history-steps.ts'
import { emptyMirror, endOfFeed, lookAtMirror, replayFeed } from './mirror.ts'
import { settling, trying, waiting } from './other-steps.ts'
import { patchingQuote, quoting, removingQuote } from './quote-steps.ts'
import { type Deed, drawnNumber, type Scene } from './step.ts'
import { editingComment, linking, lookingByLink } from './token-steps.ts'
import { emptyWorld } from './world.ts'

const steps: [number, fc.Arbitrary<Deed>][] = [
  [4, creating],
  [5, patching],
  [3, publishing],
  [2, scheduling],
  [2, unpublishing],
  [1, withdrawing],
  [1, correcting],
  [1, removing],
  [7, waiting],
  [1, trying],
  [4, creditingPicture],
  [2, patchingCredit],
  [1, removingCredit],
  [8, commenting],
  [2, batching],
  [2, restoring],
  [4, quoting],
  [2, patchingQuote],
  [2, removingQuote],
  [5, moderating],
  [3, editingComment],
  [1, linking],
]

const looks: [number, fc.Arbitrary<Deed>][] = [
  [4, lookingAtAList],
  [1, lookingAtTerms],
  [2, drawnNumber.map(lookAtArticle)],
  [1, drawnNumber.map(lookAtFormer)],
  [2, lookingAtCredits],
  [1, lookingAtCreditsOfOne],
  [1, lookingAtHolders],
  [1, lookingAtLatest],
  [2, lookingAtComments],
  [1, lookingAtQueue],
  [1, lookingAtHistory],
  [2, lookingAtQuotes],
  [1, lookingAtQuotesOfOne],
  [3, revalidating],
  [1, lookingAtIncludes],
  [1, lookingAtRelated],
  [1, lookingByLink],
]

const weighted = (deeds: [number, fc.Arbitrary<Deed>][]) =>
  fc.oneof(...deeds.map(([weight, arbitrary]) => ({ weight, arbitrary })))

/** A step, and what is looked at after it beside what is looked at every time. */
const command = fc
  .record({ step: weighted(steps), looks: fc.array(weighted(looks), { maxLength: 3, size: 'max' }) })
  .map(({ step, looks }): fc.AsyncCommand<Scene, Desk> => {
    const deeds = [step, lookAtFrontPage, lookAtMirror, ...looks]
    return {
      check: () => true,
      run: async (scene) => {
        scene.steps += 1
        for (const deed of deeds) await deed(scene)
      },
      toString: () => 'step',
    }
  })

export interface Running {
  runs: number
  seed: number
  /** Steps of a sequence, at most. */
  length?: number
  onProgress?: (soFar: Progress) => void
}

export interface Progress {
  runs: number
  steps: number
  requests: number
}

export interface Outcome extends Progress {
  /** How the site and the model differ, with the shortest sequence that was found; undefined where they never do. */
  failure?: string
}

/**
 * Runs so many sequences; the first that fails is made shorter as far as it goes, and reported. A site that differed from the
 * model is left for a new one: what is wrong with it must not be found again in another sequence.
 */
export async function runModel(
  newSite: () => Promise<TestApp>,
  { runs, seed, length = 25, onProgress }: Running,
) {
  const progress: Progress = { runs: 0, steps: 0, requests: 0 }
  let desk: Desk | undefined
  let last: { said: string[]; error: unknown } | undefined

  const sequence = fc.commands([command], { maxCommands: length, size: 'max' })
  const property = fc.asyncProperty(sequence, async (commands) => {
    desk ??= await openDesk(await newSite())
    const before = desk.requests
    const scene = await openScene(desk)
    try {
      await perform(scene, commands)
      await clear(scene)
    } catch (error) {
      last = { said: scene.said, error }
      desk = undefined
      throw error
    } finally {
      progress.runs += 1
      progress.steps += scene.steps
      progress.requests += scene.desk.requests - before
      onProgress?.(progress)
    }
  })
  const { failed, counterexamplePath } = await fc.check(property, { numRuns: runs, seed })
  const outcome: Outcome = { ...progress }
  if (failed) outcome.failure = report(last, { seed, path: counterexamplePath })
  return outcome
}

async function perform(scene: Scene, commands: Iterable<fc.AsyncCommand<Scene, Desk>>): Promise<void> {
  await fc.asyncModelRun(() => ({ model: scene, real: scene.desk }), commands)
  await settling(scene)
  for (const deed of [lookAtFrontPage, lookAtMirror, replayFeed]) await deed(scene)
}

/** A sequence begins with an empty site, at an instant that no sequence before has seen. */
async function openScene(desk: Desk): Promise<Scene> {
  desk.test.clock.advance(24 * 60 * 60_000)
  const world = emptyWorld(desk.test.clock.now().toISOString())
  desk.start = await endOfFeed(desk, world, desk.start)
  return { world, desk, mirror: emptyMirror(desk.start), said: [], steps: 0 }
}

/** Deletes everything, as an editor does. */
async function clear({ world, desk }: Scene): Promise<void> {
  for (const id of world.articles.keys())
    await desk.write({ method: 'DELETE', url: `/v1/articles/${id}`, headers: { 'if-match': '*' } })
}

function report(
  last: { said: string[]; error: unknown } | undefined,
  { seed, path }: { seed: number; path: string | null },
): string {
  const { said = [], error } = last ?? {}
  return [
    ...said.map((sentence, i) => `${i + 1}. ${sentence}`),
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    `seed ${seed}, path ${path}`,
  ].join('\n')
}
