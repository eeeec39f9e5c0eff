// Hostile strings on every way by which a reader's text comes to a page, and the pages in a real browser.

import { commentRenderer } from '../../src/comments/render.ts'
import { toMarkdown } from '../../src/formats/html-fragment/markdown.ts'
import { readHtml } from '../../src/formats/html-fragment/tree.ts'
import { escapeHtml } from '../../src/text/html.ts'
import type { TestApp } from '../support/site.ts'
import { shownByApi } from './api.ts'
import type { openBrowser } from './browser.ts'
import { hostileStrings } from './strings.ts'

type Show = Awaited<ReturnType<typeof openBrowser>>['show']

/** What is put into a page, and the string it was made of. */
export interface Piece {
  from: string
  html: string
  /** A whole document, rather than part of one. */
  isPage?: boolean
}

export interface Outcome {
  strings: number
  pieces: number
  pages: number
  /** One for each string that did something, with what it did. */
  failures: { from: string; html: string; findings: string[] }[]
}

const piecesOnPage = 200

const pageOf = (pieces: readonly Piece[]): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><main>${pieces
    .map(({ html }, at) => `<section id="s${at}">${html}</section>`)
    .join('')}</main></body></html>`

/** Shows all the pieces, many on a page; of a page on which something happened, each half again, down to the piece. */
async function showAll(show: Show, pieces: readonly Piece[], outcome: Outcome): Promise<void> {
  if (pieces.length === 0) return
  const [first] = pieces
  const isAlone = pieces.length === 1 && first !== undefined
  outcome.pages += 1
  const { findings } = await show(isAlone && first.isPage ? first.html : pageOf(pieces))
  if (findings.length === 0) return
  if (isAlone) outcome.failures.push({ ...first, findings })
  else {
    const middle = Math.ceil(pieces.length / 2)
    await showAll(show, pieces.slice(0, middle), outcome)
    await showAll(show, pieces.slice(middle), outcome)
  }
}

/** The strings as a comment, as an edited one, and as one of an export, without a server between. */
function* rendered(strings: readonly string[]): Generator<Piece> {
  const render = commentRenderer()
  for (const from of strings) {
    yield { from, html: render(from).html }
    yield { from, html: render(toMarkdown(readHtml(from), { lineBreaks: 'shown' })).html }
    yield { from, html: escapeHtml(from) }
  }
}

/** Runs so many strings through the renderer, and a part of them through the API as well. */
export async function runHostile(
  show: Show,
  {
    test,
    strings,
    throughApi,
    seed,
    more = [],
  }: { test: TestApp; strings: number; throughApi: number; seed: number; more?: readonly string[] },
): Promise<Outcome> {
  const all = [...more, ...hostileStrings(strings, seed)]
  const outcome: Outcome = { strings: all.length, pieces: 0, pages: 0, failures: [] }
  const showPieces = async (pieces: readonly Piece[]) => {
    outcome.pieces += pieces.length
    for (let at = 0; at < pieces.length; at += piecesOnPage)
      await showAll(show, pieces.slice(at, at + piecesOnPage), outcome)
  }
  await showPieces([...rendered(all)])
  const { parts, pages } = await shownByApi(test, all.slice(0, throughApi))
  await showPieces(parts)
  outcome.pieces += pages.length
  for (const page of pages) await showAll(show, [page], outcome)
  return outcome
}
