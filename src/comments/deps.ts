import type { Addresses } from '../articles/wire.ts'
import type { Cursors } from '../http/cursor.ts'
import type { ArticleCounter } from './count-store.ts'
import type { Renderer } from './render.ts'
import type { CommentSettings } from './settings.ts'

/** What the stores of comments stand on. */
export interface CommentDeps {
  now: () => Date
  articles: ArticleCounter
  addresses: Addresses
  cursors: Cursors
  render: Renderer
  /** The installation's secret; each purpose derives a key of its own. */
  secret: Uint8Array
  /** The publication's name: a person's picture differs from site to site. */
  site: string
  settings?: CommentSettings
}
