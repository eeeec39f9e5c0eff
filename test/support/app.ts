import type { Test } from 'tap'
import { eachDatabase } from './each-database.ts'
import { appOn, type TestApp } from './site.ts'

export { appOn, type Clock, clockAt, type TestApp, testConfig } from './site.ts'

/** Runs the body against the application on each engine. */
export const eachApp = (name: string, body: (t: Test, test: TestApp) => void | Promise<void>): void =>
  eachDatabase(name, async (t, db) => body(t, await appOn(t, db)))
