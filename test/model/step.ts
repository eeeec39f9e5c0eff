// Steps and looks: what somebody does to a site, and what somebody reads of it. Each says in words what it does.

import fc from 'fast-check'
import type { Desk } from './desk.ts'
import type { Mirror } from './mirror.ts'
import type { ModelArticle, World } from './world.ts'

/** One sequence: the model, the site, the mirror that follows its change feed, and what was done so far, in words. */
export interface Scene {
  world: World
  desk: Desk
  mirror: Mirror
  said: string[]
  steps: number
}

/** Something done or looked at; it throws where the site and the model differ. */
export type Deed = (scene: Scene) => Promise<void>

/** The one that a drawn number means; undefined where there are none. */
export function pick<T>(all: Iterable<T>, number: number): T | undefined {
  const list = [...all]
  return list.length === 0 ? undefined : list[number % list.length]
}

export const drawnNumber = fc.nat({ max: 11 })

/** An article as sentences name it. */
export const nameOf = ({ slug, status }: ModelArticle): string => `${slug} (${status})`

/** A word that stands in one text only takes the place of each `#`. */
export const withCanary = (world: World, text: string): string =>
  text.replaceAll('#', () => {
    world.canaries += 1
    return `Canary${world.canaries}`
  })
