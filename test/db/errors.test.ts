import { DrizzleQueryError } from 'drizzle-orm'
import t from 'tap'
import {
  isForeignKeyViolation,
  isTransactionConflict,
  isUniqueViolation,
  translate,
} from '../../src/db/errors.ts'
import { AppError } from '../../src/errors.ts'

const coded = (code: string, cause?: unknown) =>
  Object.assign(new Error('from a driver', { cause }), { code })

for (const code of ['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']) {
  t.test(`${code} is a unique violation, however deep`, async (t) => {
    t.ok(isUniqueViolation(coded(code)))
    t.ok(isUniqueViolation(new Error('outer', { cause: new DrizzleQueryError('sql', [], coded(code)) })))
    t.notOk(isForeignKeyViolation(coded(code)))
    t.notOk(isTransactionConflict(coded(code)))
  })
}

for (const nothing of [undefined, null, 'text', 23505, {}, { code: 23505 }, new Error('23505')]) {
  t.test(`${String(nothing)} of type ${typeof nothing} is no violation`, async (t) => {
    t.notOk(isUniqueViolation(nothing))
    t.notOk(isForeignKeyViolation(nothing))
  })
}

t.test('a chain of causes that bites its tail ends', async (t) => {
  const err = new Error('first')
  err.cause = new Error('second', { cause: err })
  t.notOk(isUniqueViolation(err))
})

for (const code of [
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_FULL',
  'ECONNREFUSED',
  '57P01',
  '08006',
  '53300',
]) {
  t.test(`${code} is what waiting may mend`, async (t) => {
    t.match(translate(new DrizzleQueryError('sql', [], coded(code))), {
      kind: 'unavailable',
      cause: { code },
    })
  })
}

for (const code of ['SQLITE_CORRUPT', 'SQLITE_ERROR', '23505', '42601', '22P02']) {
  t.test(`${code} stays the driver's own, without the statement around it`, async (t) => {
    const err = coded(code)
    t.equal(translate(new DrizzleQueryError('sql', ['secret'], err)), err)
  })
}

t.test('an error that is meant for the client stays as it is', async (t) => {
  const err = new AppError('conflict', 'The slug is taken.', { cause: coded('SQLITE_BUSY') })
  t.equal(translate(err), err)
})
