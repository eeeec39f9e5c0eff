// A real browser that is shown what readers would be shown, and tells of everything that ran or was loaded.

import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Where a Chromium is installed; undefined where none is. */
export const findBrowser = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path))

export interface Shown {
  /** What ran, what was asked for, and what stands where it must not; empty for a page that only shows. */
  findings: string[]
}

const origin = 'http://page.example'

const goOver = readFileSync(new URL('./in-page.js', import.meta.url), 'utf8')

/** Opens the browser. `show` puts a document before it, goes over every element as a reader's pointer would, and looks. */
export async function openBrowser(executablePath: string) {
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const context = await browser.newContext()
  let findings: string[] = []
  let document = ''
  await context.exposeBinding('told', (_source, what: string) => void findings.push(what))
  await context.route('**/*', (route) => {
    const url = route.request().url()
    if (url === `${origin}/`)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: document })
    // The browser's own wish, whatever the page holds.
    if (url !== `${origin}/favicon.ico`) findings.push(`requested ${url.slice(0, 100)}`)
    return route.abort()
  })
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    findings.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource'))
      findings.push(`console ${message.text().slice(0, 100)}`)
  })
  page.on('pageerror', (error) => findings.push(`error ${error.message.slice(0, 100)}`))
  page.on('popup', () => findings.push('popup'))

  return {
    async show(html: string): Promise<Shown> {
      findings = []
      document = html
      await page.goto(`${origin}/`, { waitUntil: 'load' })
      const seen = await page.evaluate<string[]>(goOver)
      if (page.url() !== `${origin}/`) findings.push(`went to ${page.url().slice(0, 100)}`)
      return { findings: [...findings, ...seen] }
    },
    close: () => browser.close(),
  }
}
