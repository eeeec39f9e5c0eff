// What a site begins with, made through the API: without an article there is nothing to comment on.

import type { Call } from './call.ts'
import { toInject } from './call.ts'
import type { Site } from './site.ts'

const text = '“The ferry sails again in May,” harbour master Ada Ferris said. “We are glad,” she added.'

/** Makes some of everything; the pool learns from the answers. Throws when one of them is refused. */
export async function makeFirstThings(site: Site): Promise<void> {
  const { send } = senderOf(site)
  for (let n = 0; n < 4; n++) {
    const block = { type: 'paragraph', text: `${n === 0 ? '🌉 ' : ''}${text} Report ${n}.` }
    const { id } = await send(
      'createArticle',
      {},
      {
        headline: `Ferry line ${n}`,
        section: 'Local',
        tags: ['ferry', 'harbour'],
        body: { blocks: [block, block] },
      },
    )
    await send('createMediaCredit', {}, { articleId: id, creditLine: 'Photo by Jo Day/AP', role: 'lead' })
    if (n === 3) continue
    await send('publishArticle', { article: id }, {})
    for (const body of ['Well *reported*.', 'I disagree.', `Number ${n}`])
      await send('postComment', { article: id }, { body, authorName: 'Mira' })
  }
  await send('createKey', {}, { name: 'desk', scopes: ['articles:write'] })
  await send('createBan', {}, { kind: 'network', value: '198.51.100.7' })
  await send('createModerationRule', {}, { kind: 'word', value: 'miracle', effect: 'hold' })
  await send('createReservedName', {}, { value: 'The Editor' })
  for (const list of ['listArticles', 'listQuotes', 'listComments', 'listKeys', 'listSpeakers'])
    await send(list, {})
  const [speaker = ''] = site.pool.ids('speakers')
  await send('patchSpeaker', { id: speaker }, { aliases: ['Ada', 'Captain Ferris', 'The Captain'] })
}

function senderOf(site: Site) {
  return {
    async send(id: string, params: Record<string, string>, body?: object): Promise<{ id: string }> {
      const operation = site.operations.find((one) => one.id === id)
      if (operation === undefined) throw new Error(`There is no operation ${id}.`)
      const call: Call = {
        operation,
        method: operation.method,
        params,
        query: [],
        headers: {
          authorization: `Bearer ${site.keys.all}`,
          'if-match': '*',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      }
      const answer = await site.inject(toInject(call))
      if (answer.statusCode >= 300) throw new Error(`${id}: ${answer.body}`)
      site.pool.learn(call, answer)
      return answer.json()
    },
  }
}
