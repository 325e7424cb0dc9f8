import type { Remark, TouchedFile } from '../change/code-change.ts'
import type { ProgramNode } from '../parts-of-node.ts'
import { type Position, walkProgram } from '../walk-program.ts'
import { copied, joinedText, reducedCopy } from './copied-data.ts'
import { searchedList, shiftedList } from './growing-lists.ts'
import { loopKnowledge } from './loop-facts.ts'
import { fetchedNames, kindsOfNames } from './name-kinds.ts'
import { nestedSearch } from './nested-search.ts'
import type { Scene } from './scene.ts'

/** Work that grows with the square of the data: searching or copying, in each round of a loop, what the loop makes longer. */
export function growingWork({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const scene: Scene = {
    language: module.language,
    kinds: kindsOfNames(module),
    fetched: fetchedNames(module),
    known: loopKnowledge(module),
  }
  const remarks = new Map<number, Remark>()
  walkProgram(module, {
    node(node, position) {
      const remark = judge(node, position, scene)
      if (remark === undefined || !changed.isNew(remark.line) || remarks.has(remark.line)) return
      remarks.set(remark.line, remark)
    },
  })
  return [...remarks.values()]
}

function judge(node: ProgramNode, position: Position, scene: Scene): Remark | undefined {
  switch (node.kind) {
    case 'call':
      return (
        reducedCopy(node) ??
        searchedList(node, position, scene) ??
        shiftedList(node, position, scene) ??
        nestedSearch(node, position, scene)
      )
    case 'comprehension':
      return nestedSearch(node, position, scene)
    case 'binary':
      return searchedList(node, position, scene)
    case 'assign':
      return copied(node, position, scene) ?? joinedText(node, position, scene)
    default:
      return undefined
  }
}
