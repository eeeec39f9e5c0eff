import type { ArticleStore } from '../articles/store.ts'
import type { Addresses } from '../articles/wire.ts'
import type { Cursors } from '../http/cursor.ts'
import type { ArticleCounter } from './count-store.ts'
import type { Pipeline } from './pipeline.ts'
import type { Hashes } from './sender.ts'

/** What the stores of comments stand on. */
export interface CommentDeps {
  now: () => Date
  articles: ArticleCounter & Pick<ArticleStore, 'findRow'>
  addresses: Addresses
  cursors: Cursors
  hashes: Hashes
  /** What becomes of a text. */
  pipeline: Pipeline
}
