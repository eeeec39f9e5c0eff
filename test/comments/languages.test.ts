import t from 'tap'
import { languages, messagesIn, pageWordsIn } from '../../src/comments/catalogue.ts'
import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

t.test('every language has words of its own for everything', async (t) => {
  for (const language of languages) {
    const said = Object.values({ ...messagesIn(language), ...pageWordsIn(language) })
    t.ok(said.every((text) => text.trim() !== ''))
    if (language === 'en') continue
    const english = Object.entries(messagesIn('en'))
    t.same(
      english.filter(([key, text]) => new Map(Object.entries(messagesIn(language))).get(key) === text),
      [],
      language,
    )
  }
})

eachApp('a refusal of a comment', async (t, test) => {
  const site = await siteOn(test)
  const url = `/v1/articles/${site.slug}/comments`
  const post = (language: string | undefined, payload: object = {}) =>
    test.send({
      method: 'POST',
      url,
      payload,
      headers: language === undefined ? {} : { 'accept-language': language },
    })

  t.test('is in the language that the reader prefers, under the same codes', async (t) => {
    const first: [string | undefined, string, string][] = [
      [undefined, 'en', 'Please enter your comment!'],
      ['de-AT,de;q=0.9,en;q=0.5', 'de', 'Bitte geben Sie Ihren Kommentar ein!'],
      ['fr', 'fr', 'Veuillez saisir votre commentaire !'],
      ['nl, es;q=0.4', 'es', '¡Por favor, escriba su comentario!'],
      ['ko-KR', 'ko', '댓글을 입력해 주세요!'],
      ['nl', 'en', 'Please enter your comment!'],
      [';;q=,,*;q=x', 'en', 'Please enter your comment!'],
    ]
    for (const [asked, language, message] of first) {
      const answer = await post(asked)
      t.equal(answer.statusCode, 422)
      t.equal(answer.headers['content-language'], language)
      t.match(answer.headers.vary, /Accept-Language/)
      t.match(answer.json().errors, [
        { pointer: '/body', code: 'required', message },
        { pointer: '/authorName', code: 'required' },
      ])
    }
  })

  t.test('is so for a duplicate, a closed article and an edit too', async (t) => {
    const said = await site.say('Once')
    const twice = await post('de', { body: 'Once', authorName: 'Ada' })
    t.match(twice.json(), { status: 409, code: 'duplicate', detail: 'Das haben Sie schon gesagt.' })
    const blank = await test.send({
      method: 'PATCH',
      url: `/v1/comments/${said.id}`,
      payload: { body: '> ' },
      headers: { 'comment-token': said.editToken, 'accept-language': 'fr' },
    })
    t.match(blank.json().errors, [{ code: 'required', message: 'Veuillez saisir votre commentaire !' }])
  })

  t.test('is a page in that language for a browser', async (t) => {
    const answer = await test.send({
      method: 'POST',
      url,
      payload: 'body=&authorName=Ada',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
        'accept-language': 'ko',
      },
    })
    t.equal(answer.statusCode, 422)
    t.match(answer.body, '<html lang="ko">')
    t.match(answer.body, '댓글을 입력해 주세요!')
    t.notMatch(answer.body, /Please|Website/)
  })
})

eachApp('the form of an article', async (t, test) => {
  const site = await siteOn(test)
  const form = (articleId: string, language = 'en') =>
    test.send({ url: `/v1/comments/form?articleId=${articleId}`, headers: { 'accept-language': language } })

  t.test('is what a page needs to show it, and nobody keeps it', async (t) => {
    const answer = await form(site.articleId)
    t.match(answer.json(), {
      required: ['body', 'authorName'],
      editableSeconds: 900,
      closed: false,
      messages: {
        'body.required': 'Please enter your comment!',
        'authorName.required': 'Please enter your name here',
      },
    })
    t.equal(answer.headers['cache-control'], 'private, no-store')
    t.match((await form(site.articleId, 'de')).json().messages, { duplicate: 'Das haben Sie schon gesagt.' })
    const { formToken, honeypotField } = answer.json()
    test.clock.advance(10_000)
    const posted = await site.post({ body: 'By the form', authorName: 'Ada', formToken, [honeypotField]: '' })
    t.equal(posted.statusCode, 201)
  })

  t.test('says when comments are closed, and is not there for what readers cannot see', async (t) => {
    const closed = await site.publish('Closed', { commentsOpen: false })
    t.equal((await form(closed.id)).json().closed, true)
    const embargoed = await site.publish('Embargoed', { embargoUntil: '2027-01-01T00:00:00Z' })
    t.equal((await form(embargoed.id)).statusCode, 404)
    t.equal((await test.send({ url: '/v1/comments/form' })).statusCode, 400)
  })
})
