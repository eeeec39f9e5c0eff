// Confidence: how often a rule's findings are right on the development set, as a table; see README.md for the measure.

const BY_RULE: ReadonlyMap<string, number> = new Map([
  ['cue-after', 0.95],
  ['cue-after-inverted', 0.95],
  ['cue-before', 0.93],
  ['cue-earlier', 0.85],
  ['cue-later', 0.7],
  ['source-before', 0.9],
  ['source-after', 0.9],
  ['colon', 0.8],
  ['same-paragraph', 0.9],
  ['sentence-before', 0.7],
  ['paragraph-before', 0.7],
  ['subject', 0.5],
  ['none', 0.3],
])

export const confidenceOf = (rule: string): number => BY_RULE.get(rule) ?? 0.5
