// Every reason for which a request that fits the document may still be refused: rules between fields, or between a field and
// what is stored, that JSON Schema cannot say. Each is as narrow as it can be; what is not here is a finding.

export interface Excuse {
  /** Of operations. */
  ids: RegExp
  status: number
  /** Of each place that the answer names; the empty string where it names none. */
  pointer: RegExp
  code: RegExp
  because: string
}

export const excuses: Excuse[] = [
  {
    ids: /^replayWebhook$/,
    status: 422,
    pointer: /^\/(?:since|until)$/,
    code: /^(?:invalid|out_of_range)$/,
    because: 'a range lies within what the feed gave out',
  },
  {
    ids: /^(?:create|patch)Webhook$/,
    status: 422,
    pointer: /^\/url$/,
    code: /^invalid$/,
    because: 'a receiver is on the public internet, and spoken to by https',
  },
  {
    ids: /^listArticles$/,
    status: 400,
    pointer: /^\/(?:status|sort)$/,
    code: /^invalid$/,
    because: 'status is for keys that read drafts, and drafts have no publication date to sort by',
  },
  {
    ids: /^(?:list(?:Articles|Quotes|MediaCredits)|get(?:Rss|Atom|Json)Feed)$/,
    status: 400,
    pointer: /^\/q$/,
    code: /^required$/,
    because: 'a search has a word, and what a word is differs from script to script',
  },
  {
    ids: /^getArticle$/,
    status: 400,
    pointer: /^\/(?:fields|include|profile)$/,
    code: /^invalid$/,
    because: 'a form other than JSON is whole, and ninjs alone has versions',
  },
  {
    ids: /^patchArticle$/,
    status: 422,
    pointer: /^\/(?:dateline\/text|provider\/name)$/,
    code: /^required$/,
    because: 'a merge patch may leave out what is stored; where nothing is stored it is missing',
  },
  {
    ids: /^(?:create|patch)Article$/,
    status: 422,
    pointer: /^\/body\/blocks\/\d+\/mediaCreditId$/,
    code: /^unknown$/,
    because: 'a picture in the text is one of the article',
  },
  {
    ids: /^(?:create|patch)Article$/,
    status: 422,
    pointer: /^\/expiresAt$/,
    code: /^out_of_range$/,
    because: 'the time of an article is over after it has come out, and after its embargo',
  },
  {
    ids: /^scheduleArticle$/,
    status: 422,
    pointer: /^\/publishAt$/,
    code: /^out_of_range$/,
    because:
      'an article is scheduled for the future, before its time is over and the rights to its pictures end',
  },
  {
    ids: /^getArticleRevision$/,
    status: 400,
    pointer: /^\/against$/,
    code: /^unknown$/,
    because: 'a version to compare with is one that the history holds',
  },
  {
    ids: /^(?:(?:list|stream)Changes|streamArticleComments)$/,
    status: 400,
    pointer: /^\/(?:since|last-event-id)$/,
    code: /^invalid$/,
    because: 'a position is one that the feed gave out',
  },
  {
    ids: /^(?:create|patch)Key$/,
    status: 422,
    pointer: /^\/entitlements$/,
    code: /^invalid$/,
    because: 'entitlements limit a key with syndication:read that reads no other articles',
  },
  {
    ids: /^patchQuote$/,
    status: 422,
    pointer: /^\/(?:speaker|via)\/name$/,
    code: /^required$/,
    because: 'a merge patch may leave out what is stored; where nothing is stored it is missing',
  },
  {
    ids: /^listQuotes(?:OfArticle)?$/,
    status: 400,
    pointer: /^\/state$/,
    code: /^invalid$/,
    because: 'state is for keys that read drafts',
  },
  {
    ids: /^patchQuote$/,
    status: 422,
    pointer: /^\/state$/,
    code: /^not_found$/,
    because: 'a quote whose words are gone cannot stand in the text',
  },
  {
    ids: /^patchSpeaker$/,
    status: 422,
    pointer: /^\/aliases$/,
    code: /^in_use$/,
    because: 'a name that quotes use is not dropped but split off',
  },
  {
    ids: /^mergeSpeakers$/,
    status: 422,
    pointer: /^\/speakerIds\/\d+$/,
    code: /^(?:unknown|invalid)$/,
    because: 'speakers are merged who are people, and other ones',
  },
  {
    ids: /^splitSpeaker$/,
    status: 422,
    pointer: /^\/alias$/,
    code: /^(?:unknown|in_use)$/,
    because: 'what is split off is an alias, and not the name itself',
  },
  {
    ids: /^create(?:Quote|MediaCredit)$/,
    status: 422,
    pointer: /^\/articleId$/,
    code: /^unknown$/,
    because: 'the article may be another one, or gone',
  },
  {
    ids: /^createQuote$/,
    status: 422,
    pointer: /^\/(?:text|position\/start)$/,
    code: /^not_found$/,
    because: 'a quote stands in its article word for word',
  },
  {
    ids: /^(?:create|patch)MediaCredit$/,
    status: 422,
    pointer: /^\/rightsExpireAt$/,
    code: /^out_of_range$/,
    because: 'rights cannot end before the article they are for was published',
  },
  {
    ids: /^(?:post|patch)Comment$/,
    status: 422,
    pointer: /^\/body$/,
    code: /^required$/,
    because: 'nothing may be left to see of Markdown',
  },
  {
    ids: /^postComment$/,
    status: 422,
    pointer: /^\/parentId$/,
    code: /^parent_not_available$/,
    because: 'a reply answers a published comment of the same article',
  },
  {
    ids: /^putReaction$/,
    status: 403,
    pointer: /^$/,
    code: /^forbidden$/,
    because: 'nobody reacts to their own comment, or where there are no reactions',
  },
  {
    ids: /^previewComment$/,
    status: 422,
    pointer: /^\/body$/,
    code: /^required$/,
    because: 'nothing may be left to see of Markdown',
  },
  {
    ids: /^(?:patch|delete)Comment$/,
    status: 403,
    pointer: /^$/,
    code: /^(?:forbidden|edit_window_closed)$/,
    because: 'a comment is changed by its author, in time, and with its token',
  },
  {
    ids: /^(?:post|patch)Comment$/,
    status: 403,
    pointer: /^$/,
    code: /^comments_closed$/,
    because: 'the article takes no comments',
  },
  {
    ids: /^create(?:ModerationRule|Ban|ReservedName)$/,
    status: 422,
    pointer: /^\/value$/,
    code: /^invalid$/,
    because: 'what is looked for depends on its kind',
  },
  {
    ids: /^(?:postComment|patchComment)$/,
    status: 422,
    pointer: /^\/(?:body|authorEmail|authorName)$/,
    code: /^(?:too_long|required|reserved)$/,
    because: 'the newsroom may ask for less, and keep names for itself',
  },
  {
    ids: /^(?:export|erase)PersonalData$/,
    status: 422,
    pointer: /^$/,
    code: /^required$/,
    because: 'a person is found by an address or by a token',
  },
  {
    ids: /^patchSettings$/,
    status: 422,
    pointer: /^\/comments\/(?:honeypotField|akismet)$/,
    code: /^invalid$/,
    because: 'a trap has a name of its own, and the spam service a key',
  },
  {
    ids: /^createExtraction$/,
    status: 422,
    pointer: /^\/text$/,
    code: /^invalid$/,
    because: 'a text may hold no story',
  },
  {
    ids: /^createImport$/,
    status: 422,
    pointer: /^(?:\/.*)?$/,
    code: /^[a-z_]+$/,
    because: 'a text may hold no story',
  },
  {
    ids: /^createImport$/,
    status: 400,
    pointer: /^\/sourceId$/,
    code: /^invalid$/,
    because: 'a source names one story, and some formats bring many',
  },
  {
    ids: /^createImport$/,
    status: 403,
    pointer: /^$/,
    code: /^forbidden$/,
    because: 'to publish takes a scope of its own',
  },
  {
    ids: /^(?:create|rotate)Key$/,
    status: 403,
    pointer: /^\/scopes\/\d+$/,
    code: /^invalid$/,
    because: 'a key grants no more than it has',
  },
]

export interface Refusal {
  status: number
  code: string
  errors?: { in: string; pointer: string; code: string }[]
}

/** Whether every place of a refusal is excused. */
export function isExcused(id: string, refusal: Refusal): boolean {
  const fitting = excuses.filter((excuse) => excuse.ids.test(id) && excuse.status === refusal.status)
  const places: { pointer: string; code: string }[] = refusal.errors ?? [{ pointer: '', code: refusal.code }]
  return places.every(({ pointer, code }) =>
    fitting.some((excuse) => excuse.pointer.test(pointer) && excuse.code.test(code)),
  )
}
