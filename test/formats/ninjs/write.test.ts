import fc from 'fast-check'
import t from 'tap'
import { readFields } from '../../../src/formats/ninjs/fields.ts'
import { readItem } from '../../../src/formats/ninjs/read.ts'
import { ninjsVersions, writeNinjs } from '../../../src/formats/ninjs/write.ts'
import { hostileTexts, storyOf } from '../../support/hostile.ts'
import { ninjsJudge, withoutStandards } from '../../support/judges.ts'

for (const version of ninjsVersions) {
  t.test(`any text leaves ninjs ${version} valid`, { skip: withoutStandards }, async () => {
    const judge = ninjsJudge(version)
    fc.assert(
      fc.property(hostileTexts, (text) => {
        const problems = judge(JSON.parse(writeNinjs(storyOf(text), { version })))
        if (problems.length > 0) throw new Error(problems.join('; '))
      }),
      { numRuns: 300, seed: 21 },
    )
  })

  t.test(`any text in ninjs ${version} is read again`, async (t) => {
    fc.assert(
      fc.property(hostileTexts, (text) => {
        const read = readItem(JSON.parse(writeNinjs(storyOf(text), { version })))
        if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('; '))
        readFields(read.item)
      }),
      { numRuns: 300, seed: 22 },
    )
    const read = readItem(JSON.parse(writeNinjs(storyOf('Harbour & <ferries>'), { version })))
    t.match('item' in read && readFields(read.item), {
      headline: 'Harbour & <ferries>',
      summary: 'Harbour & <ferries>',
      byline: 'Harbour & <ferries>',
      section: 'Harbour & <ferries>',
    })
  })
}
