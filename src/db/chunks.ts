// Bulk inserts in portions: SQLite takes 32,766 values in a statement, PostgreSQL 65,535. The widest table has fewer than
// 40 columns, so 500 rows fit in both.

export const chunks = <T>(list: readonly T[], size = 500): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
