import { eachApp } from '../support/app.ts'

const everything = {
  sections: [],
  agencies: [],
  languages: [],
  delaySeconds: 0,
  embargoed: false,
  pictures: 'permitted',
}

eachApp('the entitlements of a key', async (t, test) => {
  const admin = await test.key()
  const make = (body: object, key = admin) =>
    test.send({ method: 'POST', url: '/v1/keys', key, payload: { name: 'partner', ...body } })
  const patch = (id: string, version: number, body: object, key = admin) =>
    test.send({
      method: 'PATCH',
      url: `/v1/keys/${id}`,
      key,
      headers: { 'if-match': `"${version}"`, 'content-type': 'application/merge-patch+json' },
      payload: JSON.stringify(body),
    })
  const partner = (entitlements: object = {}, more: string[] = []) =>
    make({ scopes: ['syndication:read', ...more], entitlements })

  t.test('are what readers see where none are named, and none for a key that is no partner', async (t) => {
    t.same((await make({ scopes: ['syndication:read'] })).json().entitlements, everything)
    for (const scopes of [['articles:read', 'syndication:read'], ['media:write']])
      t.equal((await make({ scopes })).json().entitlements, null)
  })

  t.test('are kept as they were named, and shown with the key', async (t) => {
    const wanted = { sections: ['Sport', 'Kultur'], languages: ['de'], delaySeconds: 60, embargoed: true }
    const made = (await partner(wanted)).json()
    t.same(made.entitlements, { ...everything, ...wanted })
    const found = await test.send({ url: `/v1/keys/${made.id}`, key: admin })
    t.same(found.json().entitlements, made.entitlements)
  })

  t.test('change by a merge patch from the version that was read', async (t) => {
    const { id } = (await partner({ sections: ['Sport'], agencies: ['dpa'] })).json()
    const changed = await patch(id, 1, { entitlements: { sections: null, delaySeconds: 30 } })
    t.match(changed.json(), {
      version: 2,
      entitlements: { ...everything, agencies: ['dpa'], delaySeconds: 30 },
    })
    t.equal((await patch(id, 1, { name: 'late' })).statusCode, 412)
    t.match((await patch(id, 2, { name: 'new name' })).json(), {
      name: 'new name',
      entitlements: { agencies: ['dpa'] },
    })
  })

  t.test('are refused where they would limit nothing', async (t) => {
    for (const scopes of [['syndication:read', 'articles:write'], ['media:write']]) {
      const refused = await make({ scopes, entitlements: { sections: ['Sport'] } })
      t.match(refused.json(), { status: 422, errors: [{ pointer: '/entitlements' }] })
    }
    const { id } = (await make({ scopes: ['articles:read'] })).json()
    t.equal((await patch(id, 1, { entitlements: { embargoed: true } })).statusCode, 422)
  })

  t.test('of a partner that makes keys are the most it can pass on', async (t) => {
    const limits = { sections: ['Sport', 'Kultur'], delaySeconds: 60 }
    const { key, id } = (await partner(limits, ['keys:manage'])).json()
    const pass = (entitlements: object) => make({ scopes: ['syndication:read'], entitlements }, key)
    t.equal((await pass({ sections: ['sport'], delaySeconds: 60 })).statusCode, 201)
    for (const wider of [
      {},
      { sections: ['Sport', 'Politik'], delaySeconds: 60 },
      { sections: ['Sport'], delaySeconds: 59 },
      { ...limits, embargoed: true },
      { ...limits, pictures: 'all' },
    ]) {
      t.match((await pass(wider)).json(), { status: 403, errors: [{ pointer: '/entitlements' }] })
    }
    t.equal((await patch(id, 1, { entitlements: { sections: [] } }, key)).statusCode, 403, 'its own neither')
    const wide = (await partner()).json()
    const rotated = await test.send({
      method: 'POST',
      url: `/v1/keys/${wide.id}/rotate`,
      key,
      headers: { 'if-match': '*' },
    })
    t.equal(rotated.statusCode, 403, 'nor the secret of a wider one')
  })

  t.test('are not changed by a key that lacks the scope', async (t) => {
    const { id } = (await partner({ sections: ['Sport'] })).json()
    const keeper = (await make({ scopes: ['keys:manage'] })).json().key
    t.equal((await patch(id, 1, { entitlements: { sections: [] } }, keeper)).statusCode, 403)
  })
})
