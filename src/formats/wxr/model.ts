/** The site that an export is of. */
export interface WxrSite {
  /** Its address; null where the file does not say. */
  url: string | null
  language: string | null
}

/** An entry of the export: an article, a page, a picture, part of a menu. */
export interface WxrItem {
  line: number
  id: string
  type: string
  status: string
  title: string
  link: string
  slug: string
  content: string
  excerpt: string
  /** The name of whoever wrote it, as it is shown. */
  author: string
  sections: string[]
  tags: string[]
  /** The instant it is dated by; null where the file gives none that exists. */
  publishedAt: Date | null
  commentsOpen: boolean
  comments: WxrComment[]
}

export interface WxrComment {
  line: number
  id: string
  parent: string
  type: string
  approved: string
  author: string
  email: string
  url: string
  ip: string
  content: string
  /** By the clock of Greenwich … */
  dateGmt: string
  /** … and by the clock of the site, wherever that was. */
  date: string
}
