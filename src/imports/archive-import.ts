// An export of a whole site on its way in: article after article is stored or found, and its comments under it, a portion at a time, so
// that memory and transactions stay small whatever the size of the file. An import that was killed is simply run again.

import type { CommentImports, ImportSession } from '../comments/import-session.ts'
import type { ImportNote, ImportOutcome, ImportTarget, IncomingComment } from '../comments/incoming.ts'
import type { Archive, ArchiveArticle, ArchiveComment } from './archive.ts'
import type { articleFinder } from './finder-store.ts'
import type { ImportItem } from './schema.ts'
import type { Finding, Story } from './story.ts'
import { countOutcome, noComments } from './tally.ts'

interface Deps {
  comments: CommentImports
  finder: ReturnType<typeof articleFinder>
  /** Stores a story as an article. */
  putStory(
    name: string,
    story: Story,
    given: { sourceId: string | undefined; publishedAt: Date | null; mayPublish: boolean },
  ): Promise<ImportItem>
}

interface Options {
  dryRun: boolean
  onItem: (item: ImportItem) => void
}

/** An article of the text, with the comments that wait to be stored. */
interface Opened {
  item: ImportItem & { comments: NonNullable<ImportItem['comments']> }
  /** Undefined for one whose comments are left out. */
  target: ImportTarget | undefined
  waiting: IncomingComment[]
}

/** Comments that are held in memory before they are stored. */
const portion = 500
/** What is told of one article; of more, only how many. */
const mostProblems = 200

/** Imports an export; gives an item for each of its articles, and one for what is wrong with the text. */
export async function importArchive(
  source: string,
  { system, pieces }: Archive,
  { comments, finder, putStory, dryRun, onItem }: Deps & Options,
): Promise<ImportItem[]> {
  const session = comments.begin({ system, dryRun })
  const open = new Map<string, Opened>()
  const items: ImportItem[] = []
  let held = 0

  async function flush(): Promise<void> {
    for (const opened of open.values()) await storeWaiting(session, opened)
    held = 0
  }

  async function end(key: string): Promise<void> {
    const opened = open.get(key)
    if (opened === undefined) return
    await storeWaiting(session, opened)
    if (opened.target !== undefined) tell(opened, await session.settle(opened.target))
    open.delete(key)
    onItem(opened.item)
  }

  async function take({ of, ...given }: ArchiveComment): Promise<void> {
    const opened = open.get(of)
    if (opened === undefined) return
    opened.item.comments.read += 1
    if ('leftOut' in given) leaveOut(opened, given.leftOut)
    else if (opened.target === undefined) leaveOut(opened, undefined)
    else {
      opened.waiting.push(given.comment)
      held += 1
      if (held >= portion) await flush()
    }
  }

  for await (const piece of pieces) {
    if (piece.kind === 'article') {
      const opened = await openArticle(piece.article, { finder, putStory })
      open.set(piece.article.key, opened)
      items.push(opened.item)
    } else if (piece.kind === 'comment') await take(piece.comment)
    else if (piece.kind === 'end') await end(piece.key)
    else items.push(problemItem(source, piece.problem, onItem))
  }
  for (const key of [...open.keys()]) await end(key)
  return items
}

async function openArticle(
  article: ArchiveArticle,
  { finder, putStory }: Pick<Deps, 'finder' | 'putStory'>,
): Promise<Opened> {
  const { key, leftOut, line, story } = article
  const name = told(article.name)
  // Longer than any that a system gives, and than an index takes.
  const sourceId = (article.sourceId ?? '').length > 400 ? undefined : article.sourceId
  const opened = (item: ImportItem, target?: ImportTarget): Opened => ({
    item: { ...item, comments: noComments() },
    target,
    waiting: [],
  })
  if (leftOut !== undefined) return opened(emptyItem(name, 'skipped', leftOut))
  const known = sourceId === undefined ? undefined : await finder.bySource(sourceId)
  const found = known ?? (await finder.byName(article))
  if (found !== undefined && (known === undefined || story === undefined)) {
    const note = {
      line,
      code: 'article_found',
      message: 'The article was here already; only its comments were taken.',
    }
    const problems = story === undefined ? [] : [note]
    const item = {
      source: name,
      action: 'unchanged' as const,
      articleId: found.id,
      slug: found.slug,
      problems,
    }
    return opened(item, { ...found, key })
  }
  if (story === undefined) return opened(emptyItem(name, 'refused', notFound(article)))
  const free = article.slug !== undefined && (await finder.bySlug(article.slug)) === undefined
  const named = free && article.slug !== undefined ? { ...story.article, slug: article.slug } : story.article
  const item = await putStory(name, { ...story, article: named }, { ...article, sourceId })
  if (item.action === 'refused') return opened(item)
  return opened(item, { id: item.articleId, key, commentSettings: known?.commentSettings ?? null })
}

async function storeWaiting(session: ImportSession, opened: Opened): Promise<void> {
  const { target, waiting } = opened
  if (target === undefined || waiting.length === 0) return
  opened.waiting = []
  tell(opened, await session.take(target, waiting))
}

function tell({ item }: Opened, outcomes: readonly ImportOutcome[]): void {
  for (const outcome of outcomes) {
    countOutcome(item.comments, outcome)
    addProblems(item, outcome.notes)
  }
}

/** Without its article a comment is left out like it, and refused like it. */
function leaveOut({ item }: Opened, why: Finding | undefined): void {
  const isRefused = why === undefined ? item.action === 'refused' : why.severity === 'error'
  item.comments[isRefused ? 'refused' : 'skipped'] += 1
  if (why !== undefined) addProblems(item, [why])
}

function addProblems({ problems }: ImportItem, notes: readonly ImportNote[]): void {
  for (const { line, code, message } of notes) {
    if (problems.length < mostProblems) problems.push({ line, code, message: told(message) })
    else if (problems.length === mostProblems)
      problems.push({
        line: null,
        code: 'more',
        message: 'There is more to tell of this article than is told here.',
      })
  }
}

const emptyItem = (
  source: string,
  action: ImportItem['action'],
  { line, code, message }: ImportNote,
): ImportItem => ({
  source,
  action,
  articleId: null,
  slug: null,
  problems: [{ line, code, message: told(message) }],
})

/** A report quotes what it was given: not at any length, and nothing that a database refuses. */
const told = (text: string): string => text.slice(0, 300).replace(/\p{Cc}|\p{Cs}/gu, '')

function problemItem(source: string, problem: Finding, onItem: Options['onItem']): ImportItem {
  const item = emptyItem(source, 'refused', problem)
  onItem(item)
  return item
}

const notFound = ({ line, urls, slug }: ArchiveArticle): ImportNote => ({
  line,
  code: 'article_not_found',
  message: `There is no article here for ${urls[0] ?? slug ?? 'it'}; its comments were left out.`,
})
