// WordPress exports as WordPress writes them, with what a test needs in them.

export interface WxrCommentParts {
  id: number | string
  author?: string
  email?: string
  url?: string
  ip?: string
  dateGmt?: string
  date?: string
  content?: string
  approved?: string
  type?: string
  parent?: number | string
}

export const wxrComment = ({
  id,
  author = 'Ada',
  email = 'ada@reader.example',
  url = '',
  ip = '198.51.100.7',
  dateGmt = '2026-11-20 08:00:00',
  date = '2026-11-20 03:00:00',
  content = 'Well reported.',
  approved = '1',
  type = 'comment',
  parent = 0,
}: WxrCommentParts): string => `
    <wp:comment>
      <wp:comment_id>${id}</wp:comment_id>
      <wp:comment_author><![CDATA[${author}]]></wp:comment_author>
      <wp:comment_author_email>${email}</wp:comment_author_email>
      <wp:comment_author_url>${url}</wp:comment_author_url>
      <wp:comment_author_IP>${ip}</wp:comment_author_IP>
      <wp:comment_date>${date}</wp:comment_date>
      <wp:comment_date_gmt>${dateGmt}</wp:comment_date_gmt>
      <wp:comment_content><![CDATA[${content}]]></wp:comment_content>
      <wp:comment_approved>${approved}</wp:comment_approved>
      <wp:comment_type>${type}</wp:comment_type>
      <wp:comment_parent>${parent}</wp:comment_parent>
      <wp:comment_user_id>0</wp:comment_user_id>
    </wp:comment>`

export interface WxrItemParts {
  id?: number
  title?: string
  slug?: string
  link?: string
  type?: string
  status?: string
  content?: string
  terms?: string
  dateGmt?: string
  comments?: readonly WxrCommentParts[]
}

export const wxrItem = ({
  id = 7,
  title = 'Ferry line to reopen',
  slug = 'ferry-line-to-reopen',
  link = `https://old.example/2026/11/${slug}/`,
  type = 'post',
  status = 'publish',
  content = '<p>The ferry sails again in May.</p>\n<p>It was closed for a year.</p>',
  terms = '',
  dateGmt = '2026-11-19 06:30:00',
  comments = [],
}: WxrItemParts): string => `
  <item>
    <title>${title}</title>
    <link>${link}</link>
    <pubDate>Thu, 19 Nov 2026 06:30:00 +0000</pubDate>
    <dc:creator><![CDATA[mira]]></dc:creator>
    <content:encoded><![CDATA[${content}]]></content:encoded>
    <excerpt:encoded><![CDATA[]]></excerpt:encoded>
    <wp:post_id>${id}</wp:post_id>
    <wp:post_date>2026-11-19 01:30:00</wp:post_date>
    <wp:post_date_gmt>${dateGmt}</wp:post_date_gmt>
    <wp:comment_status>open</wp:comment_status>
    <wp:post_name>${slug}</wp:post_name>
    <wp:status>${status}</wp:status>
    <wp:post_type>${type}</wp:post_type>
    ${terms}${comments.map(wxrComment).join('')}
  </item>`

/** A whole file around its items. */
export const wxrFile = (...items: readonly string[]): string => `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Old Example</title>
  <link>https://old.example</link>
  <language>en-US</language>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_site_url>https://old.example</wp:base_site_url>
  <wp:base_blog_url>https://old.example</wp:base_blog_url>
  <wp:author><wp:author_login>mira</wp:author_login><wp:author_display_name><![CDATA[Mira Solheim]]></wp:author_display_name></wp:author>
${items.join('')}
</channel>
</rss>
`
