// Every format that an import takes.

import { type ArchiveFormat, archiveFormats } from './archive-readers.ts'
import { type StoryFormat, storyFormats } from './readers.ts'

export type ImportFormat = StoryFormat | ArchiveFormat

export const importFormats: readonly ImportFormat[] = [...storyFormats, ...archiveFormats]
