// Makes of the base as many articles as are wanted, with everything that hangs on them, by SQL alone: a million in
// minutes. Each is a copy of one of the base with an id, a slug and a time of its own, a minute after the one before.

import { randomUUID } from 'node:crypto'
import Sqlite from 'better-sqlite3'

/** Copies in one statement. */
const batch = 20_000

/** The full-text index takes as long as everything else together; beyond this many articles it is left out. */
export const searchable = 100_000

/** An id as the application makes them, ordered by its number: kind, number, number within the article. */
const idOf = (kind: number | string, number: string, within = '0') =>
  `printf('01900000-%04x-7000-8000-%08x%04x', ${kind}, ${number}, ${within})`

/** Grows the database file to so many articles and gives the ids of all, oldest first. */
export function grow(file: string, articles: number): string[] {
  const db = new Sqlite(file)
  try {
    for (const pragma of [
      'synchronous = OFF',
      'foreign_keys = OFF',
      'cache_size = -1000000',
      'temp_store = MEMORY',
    ])
      db.pragma(pragma)
    const count = Number(db.prepare('select count(*) from articles').pluck().get())
    if (articles > count) copyBase(db, { count, copies: articles - count })
    db.pragma('optimize')
    db.pragma('wal_checkpoint(TRUNCATE)')
    const ids = db.prepare('select id from articles order by "publishedAt", id').pluck().all()
    return ids.map(String)
  } finally {
    db.close()
  }
}

function copyBase(db: Sqlite.Database, { count, copies }: { count: number; copies: number }): void {
  const indexes = db
    .prepare("select name, sql from sqlite_schema where type in ('index', 'trigger') and sql is not null")
    .all() as { name: string; sql: string }[]
  for (const { name, sql } of indexes)
    db.exec(`drop ${/^create trigger/i.test(sql) ? 'trigger' : 'index'} "${name}"`)
  const oldest =
    Number(db.prepare('select min("createdAt") from articles').pluck().get()) - (copies + 1) * 60_000
  keepBase(db)
  const tables = plan(db, { oldest, isSearchable: count + copies <= searchable })
  for (let from = 0; from < copies; from += batch) {
    const until = Math.min(from + batch, copies)
    db.transaction(() => {
      for (const insert of tables) insert.run({ from, until, count })
    })()
  }
  if (count + copies <= searchable) db.exec(`insert into "searchIndex" ("searchIndex") values ('rebuild')`)
  for (const { sql } of indexes) db.exec(sql)
}

/** Tables that hang on articles, by the column that says so. */
const hanging = ['articleAuthors', 'articleTags', 'mediaCredits', 'quotes']

/** The base apart, each row with the number of its article, and its own number within it. */
function keepBase(db: Sqlite.Database): void {
  db.exec(
    'create temp table base_articles as select row_number() over (order by id) - 1 as ordinal, * from articles',
  )
  for (const table of hanging) {
    db.exec(`create temp table "base_${table}" as
      select b.ordinal, row_number() over (partition by b.id) as within, t.*
      from "${table}" t join base_articles b on b.id = t."articleId"`)
  }
  db.exec(`create temp table "base_creditNames" as
    select c.ordinal, c.within, n.* from "creditNames" n join "base_mediaCredits" c on c.id = n."creditId"`)
  db.exec(`create temp table "base_searchDocuments" as
    select a.ordinal, coalesce(c.within, q.within, 0) as within,
      case d.resource when 'article' then 0 when 'mediaCredit' then 1 else 2 end as kind, d.*
    from "searchDocuments" d join base_articles a on a.id = d."articleId"
    left join "base_mediaCredits" c on c.id = d."resourceId" left join base_quotes q on q.id = d."resourceId"`)
  // What a rendition says of its article is replaced word by word: ids, the slug, and when it was published.
  db.exec(`create temp table "base_articleRenditions" as
    select a.ordinal, a.slug as "baseSlug", c.id as "creditId",
      strftime('%Y-%m-%dT%H:%M:%fZ', a."publishedAt" / 1000.0, 'unixepoch') as "baseDate", r.*
    from "articleRenditions" r join base_articles a on a.id = r."articleId"
    left join "base_mediaCredits" c on c.ordinal = a.ordinal and c.within = 1`)
  for (const table of ['articles', ...hanging, 'creditNames', 'searchDocuments', 'articleRenditions'])
    db.exec(`create index temp."of_${table}" on "base_${table}" (ordinal)`)
}

/** Statements that copy the articles from one number to another, and what hangs on them. */
function plan(db: Sqlite.Database, { oldest, isSearchable }: { oldest: number; isSearchable: boolean }) {
  const at = `${oldest} + n * 60000`
  const times = { createdAt: at, updatedAt: at }
  const articleId = idOf(0, 'n')
  const creditId = idOf(1, 'n', 'b.within')
  const document = { id: 'null', resourceId: idOf('b.kind', 'n', 'b.within'), articleId }
  const slug = `b.slug || '-${randomUUID().slice(0, 4)}-' || n`
  const date = `strftime('%Y-%m-%dT%H:%M:%fZ', (${at}) / 1000.0, 'unixepoch')`
  const own = (column: string) => {
    const ids = `replace(replace(b."${column}", b."articleId", ${articleId}), b."creditId", ${creditId.replace('b.within', '1')})`
    return `replace(replace(${ids}, '"' || b."baseSlug" || '"', '"' || ${slug.replace('b.slug', 'b."baseSlug"')} || '"'), b."baseDate", ${date})`
  }
  const words = isSearchable ? {} : { title: "''", words: "''" }
  return [
    copy(db, 'articles', {
      ...times,
      id: articleId,
      slug,
      publishedAt: at,
      shownAt: at,
      leadMediaId: idOf(1, 'n', '1'),
    }),
    copy(db, 'articleRenditions', {
      articleId,
      slug,
      tag: "b.tag || '-' || n",
      head: own('head'),
      mediaCredits: own('mediaCredits'),
    }),
    copy(db, 'articleAuthors', { articleId }),
    copy(db, 'articleTags', { articleId }),
    copy(db, 'mediaCredits', { ...times, articleId, id: creditId }),
    copy(db, 'creditNames', { creditId }),
    copy(db, 'quotes', { ...times, articleId, id: idOf(2, 'n', 'b.within') }),
    copy(db, 'searchDocuments', { ...document, ...words }, isSearchable ? 'true' : "b.resource = 'article'"),
  ]
}

function copy(db: Sqlite.Database, table: string, own: Record<string, string>, where = 'true') {
  const columns = (db.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name)
  const values = columns.map((name) => own[name] ?? `b."${name}"`)
  return db.prepare(`
    with recursive numbers (n) as (select @from union all select n + 1 from numbers where n + 1 < @until)
    insert into main."${table}" (${columns.map((name) => `"${name}"`).join(', ')})
    select ${values.join(', ')} from numbers cross join "base_${table}" b on b.ordinal = n % @count
    where ${where}`)
}
