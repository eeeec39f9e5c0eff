import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

export interface Source {
  /** Path from the project's root, with slashes. */
  path: string
  text: string
  /** Modules it imports: packages by name, own files by path from the root. */
  imports: string[]
}

/** A workspace brings packages of its own, and holds what is generated for it. */
const isOurs = (file: string): boolean => !/(?:^|[\\/])(?:node_modules|generated)[\\/]/.test(file)

/** Every TypeScript file of ours below a folder of the project. */
export function sourcesIn(folder: string): Source[] {
  const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts') && isOurs(file))
    .map((file) => {
      const path = posix.join(folder, file.replaceAll('\\', '/'))
      const text = readFileSync(join(projectRoot, path), 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

const importForms = /(?:^|\n)(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|import\('([^']+)'\)/g

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(importForms)].map(([, still, lazy]) => {
    const target = still ?? lazy ?? ''
    return target.startsWith('.') ? posix.join(posix.dirname(path), target) : packageOf(target)
  })
}

const packageOf = (target: string): string => {
  const parts = target.split('/')
  return target.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? target)
}

/** Lines that are neither blank nor only a comment. */
export const codeLines = (text: string): number =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length
