import fc from 'fast-check'
import t from 'tap'
import type { Block } from '../../src/articles/blocks.ts'
import { diffBlocks } from '../../src/articles/revision-diff.ts'

const paragraph = (text: string): Block => ({ type: 'paragraph', text })
const heading = (text: string): Block => ({ type: 'heading', level: 2, text })
const shape = (before: Block[], after: Block[]) => diffBlocks(before, after).map(({ change }) => change)
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(paragraph) as [Block, Block, Block, Block]

t.test('blocks that stay are the same, wherever others come and go', async (t) => {
  t.same(shape([], []), [])
  t.same(shape([a, b, c], [a, b, c]), ['same', 'same', 'same'])
  t.same(shape([a, c], [a, b, c]), ['same', 'added', 'same'])
  t.same(shape([a, b, c], [c]), ['removed', 'removed', 'same'])
  t.same(shape([a, a, b], [a, b]), ['same', 'removed', 'same'])
  t.same(shape([], [a, b]), ['added', 'added'])
})

t.test('a block of the same type in the place of another is that one, changed', async (t) => {
  t.same(diffBlocks([a, b, c], [a, d, c])[1], { change: 'changed', before: b, after: d })
  t.same(shape([a, heading('x'), c], [a, d, c]), ['same', 'removed', 'added', 'same'])
  t.same(shape([heading('x'), b], [a, heading('y'), d]), ['added', 'changed', 'changed'])
})

t.test('the order of keys and a part that is null change nothing', async (t) => {
  const one: Block = { type: 'pullQuote', text: 'x', attribution: null }
  t.same(shape([one], [{ text: 'x', type: 'pullQuote' }]), ['same'])
})

t.test(
  'both bodies can be read from it, whatever they are, and nothing moves more than it must',
  async (t) => {
    const block = fc.oneof(
      fc.constantFrom('a', 'b', 'c').map(paragraph),
      fc.constantFrom('a', 'b').map(heading),
      fc.constant<Block>({ type: 'embed', url: 'https://video.example/' }),
    )
    const body = fc.array(block, { maxLength: 12 })
    fc.assert(
      fc.property(body, body, (before, after) => {
        const lines = diffBlocks(before, after)
        const read = (side: 'before' | 'after') => lines.flatMap((line) => line[side] ?? [])
        t.same(read('before'), before)
        t.same(read('after'), after)
        for (const { change, before: was, after: is } of lines) {
          t.equal(was === null, change === 'added')
          t.equal(is === null, change === 'removed')
          if (change === 'changed') t.equal(was?.type, is?.type)
          t.equal(JSON.stringify(was) === JSON.stringify(is), change === 'same')
        }
        t.equal(lines.filter(({ change }) => change === 'same').length, common(before, after))
      }),
      { numRuns: 300 },
    )
  },
)

/** The length of a longest common subsequence, by its definition. */
function common(one: Block[], other: Block[]): number {
  const [first, ...rest] = one
  if (first === undefined || other.length === 0) return 0
  const at = other.findIndex((block) => JSON.stringify(block) === JSON.stringify(first))
  const without = common(rest, other)
  return at < 0 ? without : Math.max(without, 1 + common(rest, other.slice(at + 1)))
}
