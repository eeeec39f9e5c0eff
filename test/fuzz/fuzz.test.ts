import t from 'tap'
import { fuzz } from './fuzz.ts'
import { plants, withPlanted } from './plants.ts'
import { shown, unreached } from './report.ts'

t.test('the contract holds for valid and for invalid requests', async (t) => {
  const report = await fuzz({ requests: 6000, seed: 20261124 })
  t.same(report.findings.map(shown), [])
  t.same(unreached(report), [], 'every operation succeeded at least once')
})

for (const [defect, plant] of Object.entries(plants)) {
  t.test(`the fuzzer finds ${defect}`, async (t) => {
    const { findings } = await withPlanted(plant, () =>
      fuzz({ requests: 5000, seed: 1, until: plant.isFound }),
    )
    t.ok(findings.some(plant.isFound), findings.map(shown).join('\n'))
  })
}
