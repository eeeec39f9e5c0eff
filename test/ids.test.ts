import t from 'tap'
import { newId } from '../src/ids.ts'

t.test('ids made later sort later', async (t) => {
  const made = Array.from({ length: 1000 }, newId)
  t.same([...made].sort(), made)
})
