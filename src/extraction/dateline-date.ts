// The date inside a dateline, in the orders agencies write it: "Oct. 31", "Dec. 03, 2019", "21 ene",
// "21 de abril de 2019", "3. März", "15.7.2019 12:09:11 CEST". A year that is not written stays unknown.

import { findMonth } from './months.ts'

export interface CalendarDate {
  month: number
  day: number
  year: number | null
  /** Whether a time of day follows, as in the date fields of older formats. */
  timed: boolean
}

const fillers = new Set(['de', 'del', 'of', 'den', 'am', 'le', 'el'])
const dayForm = /^([0-9]{1,2})(?:st|nd|rd|th|er|º|°)?$/iu
const yearForm = /^(?:19|20)[0-9]{2}$/u
const timeForm = /^[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$/u
const zoneForm = /^(?:Z|UTC|GMT|[A-Z]{2,4}T)$/u

/** Reads a text that is a date and nothing else. */
export function parseDate(text: string): CalendarDate | undefined {
  const words = text.split(/[\s.,]+/u).filter((word) => word !== '' && !fillers.has(word.toLowerCase()))
  const time = words.findIndex((word) => timeForm.test(word))
  if (time < 0) return readDate(words, false)
  const zone = words[time + 1]
  const isWhole =
    time + 1 === words.length || (time + 2 === words.length && zone !== undefined && zoneForm.test(zone))
  return isWhole ? readDate(words.slice(0, time), true) : undefined
}

function readDate(words: readonly string[], timed: boolean): CalendarDate | undefined {
  const [first, second, third] = words
  if (first === undefined || second === undefined || words.length > 3) return undefined
  if (third !== undefined && !yearForm.test(third)) return undefined
  const parts = dayAndMonth(first, second, third !== undefined)
  return parts === undefined
    ? undefined
    : { ...parts, year: third === undefined ? null : Number(third), timed }
}

function dayAndMonth(first: string, second: string, hasYear: boolean) {
  const monthFirst = findMonth(first)
  if (monthFirst !== undefined) return inMonth(monthFirst, readDay(second))
  const monthSecond = findMonth(second)
  if (monthSecond !== undefined) return inMonth(monthSecond, readDay(first))
  // Two bare numbers are a date only beside a year; day first, as everywhere datelines are numeric.
  return hasYear ? inMonth(readDay(second), readDay(first)) : undefined
}

function readDay(word: string): number | undefined {
  const digits = dayForm.exec(word)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function inMonth(month: number | undefined, day: number | undefined) {
  if (month === undefined || day === undefined) return undefined
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { month, day } : undefined
}
