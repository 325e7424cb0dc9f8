import type { Block } from './block.ts'

/** What a model wrote for a section of a document; nothing where none was asked. */
export type ProseOf = (section: string) => Block[]
