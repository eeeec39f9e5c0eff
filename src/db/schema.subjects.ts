// The vocabulary of subjects that the operator has loaded, such as the IPTC Media Topics.

import type { ColumnKit } from './columns.sqlite.ts'

export const subjectTables = ({ table, sortText, text, json }: ColumnKit) => ({
  subjects: table('subjects', {
    /** The qcode, else the URI; articles refer to it by the same key, whether it is loaded or not. */
    key: sortText().primaryKey(),
    qcode: text(),
    uri: text(),
    /** By language tag. */
    names: json<Record<string, string>>().notNull(),
    /** Keys of what it is part of. */
    broader: json<string[]>().notNull(),
  }),
})
