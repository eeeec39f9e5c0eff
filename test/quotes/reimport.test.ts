import { sendText, slug, wireStory } from '../imports/import-story.ts'
import { eachApp } from '../support/app.ts'
import { quoteDesk } from '../support/quotes.ts'

eachApp('what editors say of quotes', async (t, test) => {
  const key = await test.key()
  const desk = quoteDesk(test, key)
  const bolt = '“We paid for every bolt of it,” harbour master Ada Ferris said.'
  const story = wireStory.replace('The town paid', `${bolt}\n\nThe town paid`)
  await sendText(test, story, { key, query: '&publish=true' })
  const [first, second] = await desk.quotesOf(slug)

  t.test('outlives another import of a changed text: confirmed, rejected, merged', async (t) => {
    await desk.patch(first.id, { cue: 'declared', via: { name: 'Seewind' } })
    await desk.remove(second.id)
    const ferris = second.speaker.id
    const merged = await desk.send({
      method: 'POST',
      url: `/v1/speakers/${ferris}/merge`,
      payload: { speakerIds: [first.speaker.id] },
      version: '*',
    })
    t.equal(merged.statusCode, 200)
    const changed = story.replace('nine months after', '🎉 ten months after')
    t.match((await sendText(test, changed, { key })).json(), { counts: { updated: 1 } })
    t.match(await desk.quotesOf(slug), [
      { id: first.id, cue: 'declared', via: { name: 'Seewind' }, speaker: { id: ferris }, state: 'anchored' },
    ])
    t.equal((await desk.quotesOf(slug)).length, 1)
    t.match(await desk.quotesOf(slug, 'state=rejected'), [{ id: second.id }])
    const other = changed.replace('Harbour bridge reopens', 'Harbour bridge is open')
    await sendText(test, other, { key, query: '&publish=true' })
    const named = await test.send({ url: '/v1/quotes?speaker=Ingrid+Solheim', key })
    t.same(
      named.json().data.map(({ speaker }: { speaker: { id: string } }) => speaker.id),
      Array(named.json().data.length).fill(ferris),
    )
    t.ok(named.json().data.length >= 3, 'the new story and the old')
  })
})
